import { App, Button, Select } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { Import, ImportKind, ImportMapping } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import type { Step } from "./steps.tsx";

type Mapping = Readonly<Record<string, number>>;

const SAMPLES = 3;

const isSame = (a: Mapping, b: Mapping) =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([field, at]) => b[field] === at);

const sameHeader = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);

/** An earlier mapping by the names of its columns, as far as this file has them. */
function takeOver({ columns: names, mapping }: ImportMapping, columns: readonly string[]): Mapping {
  const found = Object.entries(mapping).map(([field, at]) => [field, columns.indexOf(names[at] ?? "")] as const);
  return Object.fromEntries(found.filter(([, at]) => at >= 0));
}

function Reuse({ row, onTake }: { row: Import; onTake: (mapping: Mapping) => void }) {
  const t = useText(importsTexts);
  const { data = [] } = useApi("GET /v1/import_mappings", { query: { kind: row.kind } }).data ?? {};
  const options = data
    .filter(({ columns }) => !sameHeader(columns, row.columns))
    .map((one) => ({ one, taken: takeOver(one, row.columns) }))
    .filter(({ taken }) => Object.keys(taken).length > 0)
    .map(({ one, taken }, value) => ({ value, taken, label: `${stamp(one.updated_at)} ${one.columns.join("、")}` }));
  if (options.length === 0) return null;
  return (
    <Select
      className="import-reuse"
      aria-label={t("reuse")}
      placeholder={t("reuse")}
      value={null}
      options={options}
      popupMatchSelectWidth={360}
      onSelect={(_: number | null, option) => onTake(option.taken)}
    />
  );
}

function useNote(row: Import): string {
  const t = useText(importsTexts);
  const known = useApi("GET /v1/import_mappings", { query: { kind: row.kind } }).data?.data ?? [];
  const before = known.find(({ columns }) => sameHeader(columns, row.columns));
  return t(before && isSame(before.mapping, row.mapping) ? "remembered" : "guessed");
}

interface LinesProps {
  row: Import;
  kind: ImportKind;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** One line a field: which column it is, and what that column holds. */
function Lines({ row, kind, mapping, onChange }: LinesProps) {
  const t = useText(importsTexts);
  const path = { import_id: row.import_id };
  const rows = useApi("GET /v1/imports/{import_id}/rows", { path }, { enabled: row.kept_until !== null });
  const nameOf = (at: number) => row.columns[at] || t("column_n", { n: at + 1 });
  const options = row.columns.map((_, value) => ({ value, label: nameOf(value) }));
  const set = (field: string, at: number | undefined) => {
    const { [field]: _, ...rest } = mapping;
    onChange(at === undefined ? rest : { ...rest, [field]: at });
  };
  const samplesOf = (at: number | undefined) =>
    at === undefined ? [] : (rows.data?.data ?? []).slice(0, SAMPLES).map((cells) => cells[at] ?? "");
  return (
    <ul className="import-map">
      <li className="import-map__head" aria-hidden="true">
        <span>{t("field")}</span>
        <span>{t("column")}</span>
        <span>{t("first_rows")}</span>
      </li>
      {kind.fields.map(({ name, label, required }) => {
        const at = mapping[name];
        const samples = samplesOf(at).filter((text) => text !== "");
        return (
          <li key={name}>
            <span>
              {label} {required ? <small className="warn">{t("required")}</small> : null}
            </span>
            <Select
              aria-label={label}
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("not_used")}
              options={options}
              onChange={(next: number | undefined) => set(name, next)}
              {...(required && at === undefined ? { status: "error" as const } : {})}
              value={at ?? null}
            />
            <span className="import-map__samples cut mut" title={samples.join(" · ")}>
              {samples.length > 0 ? samples.join(" · ") : "—"}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What stops a mapping from being used. */
function useProblem(row: Import, kind: ImportKind, mapping: Mapping): string | undefined {
  const t = useText(importsTexts);
  const missing = kind.fields.filter(({ name, required }) => required && mapping[name] === undefined);
  if (missing.length > 0) return t("missing", { fields: missing.map(({ label }) => label).join("、") });
  const used = Object.values(mapping);
  const twice = used.find((at, index) => used.indexOf(at) !== index);
  return twice === undefined ? undefined : t("twice", { column: row.columns[twice] ?? String(twice + 1) });
}

/** The second step: what the columns of the file are. */
export function MappingStep({ row, kind, onGo }: { row: Import; kind: ImportKind; onGo: (step?: Step) => void }) {
  const t = useText(importsTexts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [mapping, setMapping] = useState<Mapping>(row.mapping);
  const note = useNote(row);
  const problem = useProblem(row, kind, mapping);
  const save = useSend("PUT /v1/imports/{import_id}/mapping", ["GET /v1/import_mappings"]);
  const check = useSend("POST /v1/imports/{import_id}/check", ["GET /v1/imports/{import_id}", "GET /v1/imports"]);
  const path = { import_id: row.import_id };
  const unused = row.columns.filter((name, at) => name !== "" && !Object.values(mapping).includes(at));
  const submit = async () => {
    try {
      const columns = Object.entries(mapping).map(([field, column]) => ({ field, column }));
      // Saved even when nothing was changed: what a person has looked at is remembered.
      await save.mutateAsync({ path, body: { columns } });
      if (row.state !== "done") await check.mutateAsync({ path });
      onGo();
    } catch (error) {
      // Whatever the two calls reject with.
      void message.error(advice(error as Failure));
    }
  };
  return (
    <Card title={t("columns_title")} note={note} tools={<Reuse row={row} onTake={setMapping} />}>
      <Lines row={row} kind={kind} mapping={mapping} onChange={setMapping} />
      {unused.length > 0 ? <p className="import-note s mut">{t("unused", { names: unused.join("、") })}</p> : null}
      <footer className="import-foot">
        {problem ? (
          <span className="warn" role="status">
            <Icon name="warn" /> {problem}
          </span>
        ) : null}
        <Button
          type="primary"
          disabled={problem !== undefined}
          loading={save.isPending || check.isPending}
          onClick={() => void submit()}
        >
          {t(row.state === "done" ? "save_columns" : row.jobs.length > 0 ? "check_again" : "check")}
        </Button>
      </footer>
    </Card>
  );
}
