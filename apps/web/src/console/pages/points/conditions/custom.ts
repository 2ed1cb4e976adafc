import { useMemo } from "react";
import type { MemberField } from "../../../../api/contract.ts";
import { useApi } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import type { FieldSpec, Specs } from "./fields.ts";

interface Option {
  value: string;
  label: string;
}

/** Fields of the tenant's own, by their names in a condition. */
interface CustomFields {
  specs: Specs;
  labels: Readonly<Record<string, string>>;
  /** Of choices. */
  options: Readonly<Record<string, Option[]>>;
  /** Those on forms, in their order. */
  offered: readonly string[];
}

const nameOf = ({ key }: MemberField) => `fields.${key}`;

function specOf({ type }: MemberField): FieldSpec {
  switch (type) {
    case "text":
      return { kind: "choice", free: true, of: "member" };
    case "number":
      return { kind: "number", decimal: true, of: "member" };
    case "date":
      return { kind: "date", of: "member" };
    case "boolean":
      return { kind: "flag", of: "member" };
    case "choice":
      return { kind: "choice", of: "member" };
    case "choices":
      return { kind: "many", of: "member" };
  }
}

/** With the archived ones: a rule that asks about one still says which. */
export function useCustomFields(): CustomFields {
  const may = useMay();
  const list = useApi("GET /v1/member_fields", { query: { archived: "true" } }, { enabled: may("members:read") }).data;
  return useMemo(() => {
    const fields = list?.data ?? [];
    const by = <T>(of: (field: MemberField) => T) =>
      Object.fromEntries(fields.map((field) => [nameOf(field), of(field)]));
    const offered = fields.filter(({ archived_at }) => archived_at === null).map(nameOf);
    const choices = fields.filter(({ options }) => options.length > 0);
    const options = Object.fromEntries(
      choices.map((field) => [nameOf(field), field.options.map(({ code, label }) => ({ value: code, label }))]),
    );
    return { specs: by(specOf), labels: by(({ label }) => label), options, offered };
  }, [list]);
}
