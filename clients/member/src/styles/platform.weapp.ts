import "./mini-program.scss";
