import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../ui/styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/screens.css";
import { App } from "./app.tsx";

// A page kept for the Back button would still hold whoever stood here.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

const root = document.getElementById("root");
if (!root) throw new Error("kiosk.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
