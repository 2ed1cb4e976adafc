import "./browser.scss";
