import type { z } from "zod";
import type { FieldError, Language } from "../kernel/errors.ts";
import { fieldText } from "../i18n/field-texts.ts";

type Issue = z.core.$ZodIssue;
interface Cause {
  code: string;
  data?: Record<string, unknown>;
}

const MAX_ERRORS = 50;

/** JSON Pointer (RFC 6901) below `base`. */
export function pointerOf(base: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (pointer, key) => `${pointer}/${String(key).replace(/~/g, "~0").replace(/\//g, "~1")}`,
    base,
  );
}

/** What a schema refused, in the caller's language. `base` is "" for the body, "#/query" and so on for the rest. */
export function fieldErrors(issues: readonly Issue[], base: string, language: Language): FieldError[] {
  const errors: FieldError[] = [];
  // A body of nothing but mistakes has a hundred thousand of them: no more are worked out than are told.
  for (const issue of issues) {
    if (errors.length >= MAX_ERRORS) break;
    errors.push(...one(issue, base, language));
  }
  return errors.slice(0, MAX_ERRORS);
}

function one(issue: Issue, base: string, language: Language): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      pointer: pointerOf(base, [...issue.path, key]),
      code: "unknown_field",
      detail: fieldText(language, "unknown_field"),
    }));
  }
  // A union that failed in every branch: the one that takes this type of value says it best, then the branch that came
  // furthest, and of two the one with less to say.
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const typed = issue.errors.filter((errors) => !errors.some(isOfOtherType));
    const [only] = typed;
    const closest = typed.length === 1 && only ? only : issue.errors.reduce((a, b) => (isCloser(b, a) ? b : a));
    if (typed.length === 1 || depth(closest) > 0)
      return closest
        .slice(0, MAX_ERRORS)
        .flatMap((inner) => one({ ...inner, path: [...issue.path, ...inner.path] }, base, language));
  }
  const { code, data } = causeOf(issue);
  return [{ pointer: pointerOf(base, issue.path), code, detail: fieldText(language, code, data) }];
}

const isOfOtherType = ({ code, path }: Issue) => code === "invalid_type" && path.length === 0;

function isCloser(a: readonly Issue[], b: readonly Issue[]): boolean {
  return depth(a) > depth(b) || (depth(a) === depth(b) && a.length < b.length);
}

const depth = (issues: readonly Issue[]) => issues.reduce((deepest, { path }) => Math.max(deepest, path.length), 0);

function causeOf(issue: Issue): Cause {
  switch (issue.code) {
    case "invalid_type":
      if (isAbsence(issue)) return { code: "required" };
      return issue.expected === "int"
        ? { code: "not_integer" }
        : { code: "wrong_type", data: { expected: issue.expected } };
    case "too_small":
      return {
        code:
          sized(issue.origin, "too_short", "too_few") ??
          (issue.inclusive === false ? "too_small_exclusive" : "too_small"),
        data: { minimum: issue.minimum },
      };
    case "too_big":
      return {
        code:
          sized(issue.origin, "too_long", "too_many") ?? (issue.inclusive === false ? "too_big_exclusive" : "too_big"),
        data: { maximum: issue.maximum },
      };
    case "not_multiple_of":
      return { code: "not_multiple", data: { divisor: issue.divisor } };
    case "invalid_value":
      return { code: "not_allowed", data: { values: issue.values.map(String).join(", ") } };
    case "invalid_union":
      if (issue.errors.length > 0 && issue.errors.flat().every(isAbsence)) return { code: "required" };
      return "options" in issue && Array.isArray(issue.options)
        ? { code: "not_allowed", data: { values: issue.options.map(String).join(", ") } }
        : { code: "invalid" };
    case "invalid_format":
      return { code: FORMATS[issue.format] ?? "invalid_format" };
    case "custom":
      return customCause(issue.params);
    default:
      return { code: "invalid" };
  }
}

/** zod keeps the input out of its issues; its message is the only place that tells an absent field from a wrong one. */
const isAbsence = ({ code, message }: Issue) => code === "invalid_type" && message.endsWith("received undefined");

const FORMATS: Record<string, string> = { datetime: "invalid_time", date: "invalid_date", email: "invalid_email" };

function sized(origin: string, text: string, list: string): string | undefined {
  if (origin === "string") return text;
  return origin === "array" || origin === "set" ? list : undefined;
}

function customCause(params: Record<string, unknown> | undefined): Cause {
  return typeof params?.["code"] === "string" ? { code: params["code"], data: params } : { code: "invalid" };
}
