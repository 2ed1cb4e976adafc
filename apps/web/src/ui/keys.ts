import { useEffect, useEffectEvent } from "react";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === "checkbox");

const covered = () =>
  document.querySelector('[role="dialog"][aria-modal="true"], .ant-modal-wrap:not([style*="display: none"])') !== null;

export type Keys = Record<string, (event: KeyboardEvent) => void>;
type Find = (name: string) => ((event: KeyboardEvent) => void) | undefined;
type Leads = (lead: string) => boolean;

interface Listener {
  find: Find;
  leads: Leads;
  of: "page" | "house";
}

/** Who listens, the newest last. A page's keys go before the house's own: on it, a letter may mean something else. */
const listeners: Listener[] = [];
let lead = "";
let timer: ReturnType<typeof setTimeout> | undefined;

function findAction(name: string): ReturnType<Find> {
  const ordered = [...listeners.filter((one) => one.of === "house"), ...listeners.filter((one) => one.of === "page")];
  return ordered.reverse().reduce<ReturnType<Find>>((found, one) => found ?? one.find(name), undefined);
}

function handle(event: KeyboardEvent): string {
  if (event.isComposing) return "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) {
    run(findAction(`mod+${key}`), event);
    return "";
  }
  if (event.altKey || typing(event.target) || covered()) return "";
  const action = findAction(lead ? `${lead} ${key}` : key);
  if (action) run(action, event);
  else if (!lead && listeners.some((one) => one.leads(key))) return key;
  return "";
}

function onKeyDown(event: KeyboardEvent) {
  clearTimeout(timer);
  lead = handle(event);
  timer = setTimeout(() => {
    lead = "";
  }, 1200);
}

function listen(listener: Listener): () => void {
  if (listeners.length === 0) window.addEventListener("keydown", onKeyDown);
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length === 0) window.removeEventListener("keydown", onKeyDown);
  };
}

/**
 * Single keys ("j", "/", "?", "Escape"), chords ("mod+k") and two-key sequences ("g m").
 * Plain keys are left alone while somebody types or a dialog is open; chords always work. Of several who know a key the one
 * that came last has it, and the house's own come after every page's.
 */
export function useKeys(keys: Keys, of: Listener["of"] = "page"): void {
  const find = useEffectEvent<Find>((name) => keys[name]);
  const leads = useEffectEvent<Leads>((key) => Object.keys(keys).some((name) => name.startsWith(`${key} `)));
  useEffect(() => listen({ find: (name) => find(name), leads: (key) => leads(key), of }), [of]);
}

function run(action: ((event: KeyboardEvent) => void) | undefined, event: KeyboardEvent) {
  if (!action) return;
  event.preventDefault();
  action(event);
}

/** As if it had been pressed: for what a page offers under a key of its own. */
export const pressKey = (name: string): void => findAction(name)?.(new KeyboardEvent("keydown"));

/** What keys do on the page that is open, for the sheet of keys. */
export interface KeyHelp {
  name: string;
  keys: readonly string[];
}

let told: readonly KeyHelp[] = [];

export const pageKeys = (): readonly KeyHelp[] => told;

export function useKeyHelp(help: readonly KeyHelp[]): void {
  useEffect(() => {
    told = help;
    return () => {
      told = [];
    };
  }, [help]);
}

export const modKey = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl ";
