import { type IdKind, ID_PREFIXES, toWireId } from "../kernel/ids.ts";
import { assert } from "../kernel/assert.ts";
import type { Language } from "../kernel/errors.ts";
import type { LoggedEvent } from "./sequencer.ts";

/** What of an event a stranger needs to show it: enough for a log, a webhook, the documentation. */
export type ToldEvent = Pick<LoggedEvent, "type" | "subject_id" | "payload">;

/** One field of an event as the outside sees it. What is not listed here never leaves the program. */
export interface EventField {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example: unknown;
  /** From the event as it was written, with uuids. */
  readonly read: (event: ToldEvent, name: string) => unknown;
}

export interface EventType {
  readonly title: Record<Language, string>;
  readonly fields: Readonly<Record<string, EventField>>;
}

const registry = new Map<string, EventType>();

/** Each room says once, at import, what it tells the world. A type and its fields are stable: integrators read them. */
export function registerEvents(types: Readonly<Record<string, EventType>>): void {
  for (const [type, spec] of Object.entries(types)) {
    assert(!registry.has(type), `event type ${type} is registered once`);
    assert(/^[a-z_]+\.[a-z_]+$/.test(type), `event type ${type} is spelled noun.verb`);
    registry.set(type, spec);
  }
}

export function listEventTypes(): [string, EventType][] {
  return [...registry].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function findEventType(type: string): EventType | undefined {
  return registry.get(type);
}

/** The event's data with wire ids. Only what its type declares: no name, no phone, no free text. */
export function tellEvent(event: ToldEvent): Record<string, unknown> {
  const fields = Object.entries(registry.get(event.type)?.fields ?? {});
  return Object.fromEntries(fields.map(([name, field]) => [name, field.read(event, name) ?? null]));
}

export function exampleData(type: EventType): Record<string, unknown> {
  return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, field.example]));
}

const payloadField = ({ payload }: ToldEvent, name: string) => payload[name];

const EXAMPLE = "01k9ztw3e8f5tb2m6qh4x7ncav";
type Read = EventField["read"];

/** An id of this kind; null where the event has none. */
export function idField(kind: IdKind, read: Read = payloadField): EventField {
  const example = `${ID_PREFIXES[kind]}_${EXAMPLE}`;
  return {
    schema: { type: ["string", "null"], format: "typeid", pattern: `^${ID_PREFIXES[kind]}_` },
    example,
    read: (event, name) => {
      const uuid = read(event, name);
      return typeof uuid === "string" ? toWireId(kind, uuid) : null;
    },
  };
}

/** Ids of this kind, in a list. */
export function idsField(kind: IdKind): EventField {
  return {
    schema: { type: "array", items: { type: "string", format: "typeid", pattern: `^${ID_PREFIXES[kind]}_` } },
    example: [`${ID_PREFIXES[kind]}_${EXAMPLE}`],
    read: ({ payload }, name) => {
      const uuids = payload[name];
      return Array.isArray(uuids) ? uuids.map((uuid) => toWireId(kind, String(uuid))) : [];
    },
  };
}

/** The member or thing whose order counts. */
export const subjectField = (kind: IdKind): EventField => idField(kind, (event) => event.subject_id);

export const integerField = (example: number): EventField => ({
  schema: { type: "integer" },
  example,
  read: payloadField,
});

/** A word of ours, such as a kind or a code; never text that people wrote. */
export const wordField = (example: string | null, read: Read = payloadField): EventField => ({
  schema: { type: ["string", "null"] },
  example,
  read,
});

export const wordsField = (example: readonly string[]): EventField => ({
  schema: { type: "array", items: { type: "string" } },
  example,
  read: payloadField,
});

export const dateField = (example: string): EventField => ({
  schema: { type: ["string", "null"], format: "date" },
  example,
  read: payloadField,
});
