import type { FormInstance } from "antd";
import type { FieldError } from "@huiyou/api-client";
import { ApiError, type Failure } from "../../../../api/client.ts";
import type { DraftFields } from "./draft.ts";

type Name = (string | number)[];

/** Where the server's pointer stands in the form; the more exact ones first. */
const PLACES: [RegExp, (match: RegExpExecArray) => Name][] = [
  [/^\/name/, () => ["label", "zh-CN"]],
  [/^\/definition\/label\/(zh-CN|en|ko)/, ([, language = ""]) => ["label", language]],
  [/^\/definition\/limits\/(\w+)/, ([, limit = ""]) => ["limits", limit]],
  [/^\/definition\/rate\/points/, () => ["rate_points"]],
  [/^\/definition\/rate/, () => ["rate_yuan"]],
  [/^\/definition\/factor/, () => ["factor"]],
  [/^\/definition\/trigger/, () => ["behaviour"]],
  [/^\/definition\/(points|stack_group|pending_days|per_unit|kind)/, ([, name = ""]) => [name]],
  [/^\/valid_from/, () => ["from"]],
  [/^\/valid_until/, () => ["until"]],
];
const CONDITIONS = /^\/definition\/conditions/;

export interface Problems {
  /** Of the condition tree, by pointer within it. */
  conditions: ReadonlyMap<string, string>;
  /** What belongs to no field that is shown. */
  rest: string[];
}
export const NO_PROBLEMS: Problems = { conditions: new Map(), rest: [] };

const pointerOf = (error: FieldError) => error.pointer.replace(/^#?(\/body)?/, "");

/** Puts every refusal beside its field; what has none is returned, so that nothing is swallowed. */
export function showProblems(form: FormInstance<DraftFields>, failure: Failure): Problems {
  if (!(failure instanceof ApiError)) return NO_PROBLEMS;
  const conditions = new Map<string, string>();
  const rest: string[] = [];
  for (const error of failure.errors) {
    const pointer = pointerOf(error);
    if (CONDITIONS.test(pointer)) {
      conditions.set(pointer.replace(CONDITIONS, ""), error.detail);
      continue;
    }
    const name = placeOf(pointer);
    if (name && form.getFieldInstance(name)) {
      form.setFields([{ name: name as never, errors: [error.detail] }]);
    } else {
      rest.push(error.detail);
    }
  }
  return { conditions, rest };
}

function placeOf(pointer: string): Name | undefined {
  for (const [pattern, name] of PLACES) {
    const match = pattern.exec(pointer);
    if (match) return name(match);
  }
  return undefined;
}
