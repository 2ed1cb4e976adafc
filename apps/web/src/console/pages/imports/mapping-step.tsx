import { App, Button, Select } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { Import, ImportKind, ImportMapping } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useListed, useText } from "../../../i18n/language.ts";
import { readingTexts } from "../../../i18n/texts/import-reading.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import "./reading.css";
import { MappingLines } from "./mapping-lines.tsx";
import { bodyOf, type Draft, draftFor, draftOf, type Field, pairProblem } from "./reading.ts";
import type { Step } from "./steps.tsx";

type Mapping = Readonly<Record<string, number>>;

const isSame = (a: Mapping, b: Mapping) =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([field, at]) => b[field] === at);

const sameHeader = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);

/** An earlier matching by the names of its columns, as far as this file has them. */
function takeOver(fields: readonly Field[], before: ImportMapping, columns: readonly string[]): Draft {
  const found = Object.entries(before.mapping).map(
    ([field, at]) => [field, columns.indexOf(before.columns[at] ?? "")] as const,
  );
  return draftOf(fields, { ...before, mapping: Object.fromEntries(found.filter(([, at]) => at >= 0)) });
}

const columnsOf = (draft: Draft): number[] => Object.values(draft).flatMap(({ column }) => column ?? []);

interface ReuseProps {
  row: Import;
  kind: ImportKind;
  onTake: (draft: Draft) => void;
}

function Reuse({ row, kind, onTake }: ReuseProps) {
  const t = useText(importsTexts);
  const listed = useListed();
  const { data = [] } = useApi("GET /v1/import_mappings", { query: { kind: row.kind } }).data ?? {};
  const options = data
    .filter(({ columns }) => !sameHeader(columns, row.columns))
    .map((one) => ({ one, taken: takeOver(kind.fields, one, row.columns) }))
    .filter(({ taken }) => columnsOf(taken).length > 0)
    .map(({ one, taken }, value) => ({ value, taken, label: `${stamp(one.updated_at)} ${listed(one.columns)}` }));
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

/** What stops a matching from being used. */
function useProblem(row: Import, { fields }: ImportKind, draft: Draft): string | undefined {
  const t = useText(importsTexts);
  const r = useText(readingTexts);
  const listed = useListed();
  const missing = fields.filter(({ name, required }) => {
    const { column, fill } = draftFor(draft, name);
    return required && column === undefined && fill === "";
  });
  if (missing.length > 0) return t("missing", { fields: listed(missing.map(({ label }) => label)) });
  const used = columnsOf(draft);
  if (used.length === 0) return t("no_column");
  const twice = used.find((at, index) => used.indexOf(at) !== index);
  if (twice !== undefined) return t("twice", { column: row.columns[twice] ?? String(twice + 1) });
  for (const { name, label } of fields) {
    const own = draftFor(draft, name);
    const problem = own.column === undefined ? undefined : pairProblem(own);
    if (!problem) continue;
    return "half" in problem
      ? r("half_pair", { field: label })
      : r("said_twice", { field: label, value: problem.twice });
  }
  return undefined;
}

/** The second step: what the columns of the file are. */
export function MappingStep({ row, kind, onGo }: { row: Import; kind: ImportKind; onGo: (step?: Step) => void }) {
  const t = useText(importsTexts);
  const advice = useAdvice();
  const listed = useListed();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>(() => draftOf(kind.fields, row));
  const note = useNote(row);
  const problem = useProblem(row, kind, draft);
  const save = useSend("PUT /v1/imports/{import_id}/mapping", ["GET /v1/import_mappings"]);
  const check = useSend("POST /v1/imports/{import_id}/check", ["GET /v1/imports/{import_id}", "GET /v1/imports"]);
  const path = { import_id: row.import_id };
  const unused = row.columns.filter((name, at) => name !== "" && !columnsOf(draft).includes(at));
  const submit = async () => {
    try {
      // Saved even when nothing was changed: what a person has looked at is remembered.
      await save.mutateAsync({ path, body: bodyOf(draft) });
      if (row.state !== "done") await check.mutateAsync({ path });
      onGo();
    } catch (error) {
      // Whatever the two calls reject with.
      void message.error(advice(error as Failure));
    }
  };
  return (
    <Card title={t("columns_title")} note={note} tools={<Reuse row={row} kind={kind} onTake={setDraft} />}>
      <MappingLines row={row} kind={kind} draft={draft} onChange={setDraft} />
      {unused.length > 0 ? <p className="import-note s mut">{t("unused", { names: listed(unused) })}</p> : null}
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
