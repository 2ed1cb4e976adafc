import type { Channel } from "../../../api/contract.ts";
import type { Routes } from "../../../api/contract.ts";

export type CarrierName = Channel["carrier"];
export type NewChannel = NonNullable<Routes["POST /v1/channels"]["body"]>;
export type Template = NonNullable<NewChannel["templates"]>[number];

/** A template as people write it: its values in one line. */
export interface TemplateRow extends Omit<Template, "params"> {
  params: string;
}

/** `verify=code, minutes`: what the template calls it, where it is another word. */
export function writeParams(params: Template["params"]): string {
  return params.map(({ name, value }) => (name === undefined ? value : `${name}=${value}`)).join(", ");
}

export function readParams(line: string): Template["params"] {
  const words = line.split(/[,，\s]+/).filter((word) => word !== "");
  return words.map((word) => {
    const [name = "", value] = word.split("=");
    return value === undefined ? { value: name } : { name, value };
  });
}
