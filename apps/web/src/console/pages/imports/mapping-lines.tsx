import { Select } from "antd";
import { Fragment, useState } from "react";
import type { Import, ImportKind } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { readingTexts } from "../../../i18n/texts/import-reading.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Sep } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Draft, draftFor, type Field, type FieldDraft, strangeCells, valueOf } from "./reading.ts";
import { type ColumnSample, ReadingPanel } from "./reading-panel.tsx";

const SAMPLES = 3;

/** What the file holds, by column; a field without one is shown with as many rows as others. */
function useSamples({ import_id, kept_until }: Import): (column: number | undefined) => ColumnSample {
  const rows = useApi("GET /v1/imports/{import_id}/rows", { path: { import_id } }, { enabled: kept_until !== null });
  const { data = [], common = [] } = rows.data ?? {};
  return (column) => ({
    cells: data.map((cells) => (column === undefined ? "" : (cells[column] ?? ""))),
    common: column === undefined ? [] : (common[column] ?? []),
  });
}

/** A reading in a few words. */
function useSummary(field: Field, { column, missing, fill, pairs }: FieldDraft): string {
  const t = useText(readingTexts);
  const labelOf = (text: string) => valueOf(field, text)?.label ?? text;
  return [
    ...(column !== undefined && missing.length > 0 ? [t("is_nothing", { cells: missing.join(" / ") })] : []),
    ...(fill === "" ? [] : [t(column === undefined ? "always" : "empty_is", { text: labelOf(fill) })]),
    ...(column === undefined
      ? []
      : pairs.flatMap(({ from, to }) => (from === "" || to === "" ? [] : [`${from} → ${labelOf(to)}`]))),
  ].join(" · ");
}

interface LineProps {
  field: Field;
  row: Import;
  draft: FieldDraft;
  sample: ColumnSample;
  open: boolean;
  onOpen: () => void;
  onChange: (change: Partial<FieldDraft>) => void;
}

function ReadingButton({ field, open, onOpen }: Pick<LineProps, "field" | "open" | "onOpen">) {
  const t = useText(readingTexts);
  return (
    <button
      type="button"
      className="import-map__open"
      aria-expanded={open}
      aria-label={t("reading_of", { field: field.label })}
      onClick={onOpen}
    >
      {t("reading")}
      <Icon name={open ? "up" : "down"} />
    </button>
  );
}

/** A field: which column it is, what that holds, and how its cells are read. */
function Line({ field, row, draft, sample, open, onOpen, onChange }: LineProps) {
  const t = useText(importsTexts);
  const r = useText(readingTexts);
  const summary = useSummary(field, draft);
  const { label, required } = field;
  const options = row.columns.map((name, value) => ({ value, label: name || t("column_n", { n: value + 1 }) }));
  const samples = [...new Set(sample.cells.filter((text) => text !== ""))].slice(0, SAMPLES);
  const strange = strangeCells(
    field,
    draft,
    sample.common.map(({ text }) => text),
  ).length;
  const lacks = required && draft.column === undefined && draft.fill === "";
  return (
    <li className={open ? "open" : ""}>
      <span className="import-map__name">
        {label} {required ? <small className="warn">{t("required")}</small> : null}
      </span>
      <Select
        aria-label={label}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("not_used")}
        options={options}
        onChange={(next: number | undefined) => onChange({ column: next })}
        {...(lacks ? { status: "error" as const } : {})}
        value={draft.column ?? null}
      />
      <span className="import-map__samples">
        {draft.column === undefined && summary !== "" ? null : (
          <span className={`cut mut ${samples.length === 0 ? "none" : ""}`} title={samples.join(" · ")}>
            {samples.map((text, at) => (
              <Fragment key={text}>
                {at > 0 ? <Sep /> : null}
                {text}
              </Fragment>
            ))}
            {samples.length === 0 ? "—" : null}
          </span>
        )}
        {summary === "" ? null : (
          <span className="cut import-map__said" title={summary}>
            {summary}
          </span>
        )}
        {strange > 0 ? <span className="warn s">{r("strange_count", { count: strange })}</span> : null}
      </span>
      <ReadingButton field={field} open={open} onOpen={onOpen} />
      {open ? <ReadingPanel field={field} draft={draft} sample={sample} onChange={onChange} /> : null}
    </li>
  );
}

interface Props {
  row: Import;
  kind: ImportKind;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** One line a field. */
export function MappingLines({ row, kind, draft, onChange }: Props) {
  const t = useText(importsTexts);
  const sampleOf = useSamples(row);
  const [opened, setOpened] = useState<string>();
  return (
    <ul className="import-map">
      <li className="import-map__head" aria-hidden="true">
        <span>{t("field")}</span>
        <span>{t("column")}</span>
        <span>{t("first_rows")}</span>
      </li>
      {kind.fields.map((field) => {
        const { name } = field;
        const own = draftFor(draft, name);
        return (
          <Line
            key={name}
            field={field}
            row={row}
            draft={own}
            sample={sampleOf(own.column)}
            open={opened === name}
            onOpen={() => setOpened(opened === name ? undefined : name)}
            onChange={(change) => onChange({ ...draft, [name]: { ...own, ...change } })}
          />
        );
      })}
    </ul>
  );
}
