import { useEffect, useEffectEvent } from "react";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === "checkbox");

const covered = () =>
  document.querySelector('[role="dialog"][aria-modal="true"], .ant-modal-wrap:not([style*="display: none"])') !== null;

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/**
 * Single keys ("j", "/", "?", "Escape"), chords ("mod+k") and two-key sequences ("g m").
 * Plain keys are left alone while somebody types or a dialog is open; chords always work.
 */
export function useKeys(keys: Keys): void {
  const handle = useEffectEvent((event: KeyboardEvent, lead: string): string => {
    if (event.isComposing) return "";
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.metaKey || event.ctrlKey) {
      run(keys[`mod+${key}`], event);
      return "";
    }
    if (event.altKey || typing(event.target) || covered()) return "";
    const sequence = lead ? `${lead} ${key}` : key;
    if (keys[sequence]) run(keys[sequence], event);
    else if (!lead && Object.keys(keys).some((k) => k.startsWith(`${key} `))) return key;
    return "";
  });
  useEffect(() => {
    let lead = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      clearTimeout(timer);
      lead = handle(event, lead);
      timer = setTimeout(() => {
        lead = "";
      }, 1200);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}

function run(action: ((event: KeyboardEvent) => void) | undefined, event: KeyboardEvent) {
  if (!action) return;
  event.preventDefault();
  action(event);
}

export const modKey = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl ";
