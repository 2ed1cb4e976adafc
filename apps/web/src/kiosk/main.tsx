import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../ui/styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/overlay.css";
import "./styles/first.css";
import "./styles/home.css";
import "./styles/identify.css";
import "./styles/terms.css";
import "./styles/own-sheet.css";
import { App } from "./app.tsx";
import { adoptLink } from "./credential.ts";

// A page kept for the Back button would still hold whoever stood here.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

adoptLink();
// The same page is asked for once more, with another link.
addEventListener("hashchange", () => location.reload());

const root = document.getElementById("root");
if (!root) throw new Error("kiosk.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
