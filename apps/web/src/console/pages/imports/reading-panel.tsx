import { AutoComplete, Button, Input, Select } from "antd";
import { useText } from "../../../i18n/language.ts";
import { readingTexts } from "../../../i18n/texts/import-reading.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Icon } from "../../../ui/icon.tsx";
import { type Field, type FieldDraft, type Pair, readCell, strangeCells, valueOf } from "./reading.ts";

/** What the file holds in one column. */
export interface ColumnSample {
  /** Its first cells. */
  cells: readonly string[];
  common: readonly { text: string; count: number }[];
}

interface PartProps {
  field: Field;
  draft: FieldDraft;
  sample: ColumnSample;
  onChange: (change: Partial<FieldDraft>) => void;
}

const CELL_LENGTH = 100;
const SAID_LENGTH = 200;

function useCommon({ common }: ColumnSample) {
  const t = useText(readingTexts);
  return common
    .filter(({ text }) => text !== "")
    .map(({ text, count }) => ({ value: text, label: t("times", { text, count }) }));
}

/** What a field is given by hand: one of its values, or any text. */
function Said({ field, label, value, placeholder, onSay }: SaidProps) {
  if (field.values.length === 0)
    return (
      <Input
        aria-label={label}
        allowClear
        maxLength={SAID_LENGTH}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onSay(event.target.value)}
      />
    );
  return (
    <Select
      aria-label={label}
      allowClear
      placeholder={placeholder}
      options={field.values.map((one) => ({ value: one.value, label: one.label }))}
      value={valueOf(field, value)?.value ?? (value === "" ? null : value)}
      onChange={(next: string | undefined) => onSay(next ?? "")}
    />
  );
}
interface SaidProps {
  field: Field;
  label: string;
  value: string;
  placeholder?: string;
  onSay: (text: string) => void;
}

function Missing({ draft, sample, onChange }: PartProps) {
  const t = useText(readingTexts);
  const options = useCommon(sample);
  return (
    <div className="import-reading__part">
      <span className="s mut">{t("missing_cells")}</span>
      <Select
        mode="tags"
        aria-label={t("missing_cells")}
        placeholder={t("missing_hint")}
        maxCount={20}
        options={options}
        optionLabelProp="value"
        value={[...draft.missing]}
        onChange={(next: string[]) => {
          const texts = next.map((text) => text.trim().slice(0, CELL_LENGTH)).filter((text) => text !== "");
          onChange({ missing: [...new Set(texts)] });
        }}
      />
    </div>
  );
}

function Fill({ field, draft, onChange }: PartProps) {
  const t = useText(readingTexts);
  const label = t(draft.column === undefined ? "every_row" : "when_empty");
  return (
    <div className="import-reading__part">
      <span className="s mut">{label}</span>
      <div>
        <Said
          field={field}
          label={label}
          placeholder={t("leave_empty")}
          value={draft.fill}
          onSay={(fill) => onChange({ fill })}
        />
        {field.values.length === 0 ? <small className="mut">{t("row_hint", { token: "{row}" })}</small> : null}
      </div>
    </div>
  );
}

function Pairs({ field, draft, sample, onChange }: PartProps) {
  const t = useText(readingTexts);
  const options = useCommon(sample);
  const { pairs } = draft;
  const set = (at: number, change: Partial<Pair>) =>
    onChange({ pairs: pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair)) });
  const add = (from: string) => onChange({ pairs: [...pairs, { from, to: "" }] });
  const common = sample.common.map(({ text }) => text);
  const named = new Set(pairs.map(({ from }) => from));
  const strange = strangeCells(field, draft, common).filter((text) => !named.has(text));
  return (
    <div className="import-reading__part">
      <span className="s mut">{t("instead")}</span>
      <div className="import-pairs">
        {pairs.map(({ from, to }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pair has no name of its own, and its fields show what they are told
          <div key={at} className="import-pairs__one">
            <AutoComplete
              aria-label={t("pair_from", { n: at + 1 })}
              placeholder={t("in_file")}
              maxLength={CELL_LENGTH}
              options={options}
              value={from}
              onChange={(text: string) => set(at, { from: text.trim() })}
            />
            <span aria-hidden="true">→</span>
            <Said
              field={field}
              label={t("pair_to", { n: at + 1 })}
              placeholder={t("read_as")}
              value={to}
              onSay={(text) => set(at, { to: text })}
            />
            <Button
              type="text"
              aria-label={t("pair_remove", { n: at + 1 })}
              onClick={() => onChange({ pairs: pairs.filter((_, index) => index !== at) })}
            >
              <Icon name="close" />
            </Button>
          </div>
        ))}
        <div className="import-pairs__more">
          {strange.map((text) => (
            <Button key={text} size="small" onClick={() => add(text)}>
              {t("strange_add", { value: text })}
            </Button>
          ))}
          <Button type="link" size="small" onClick={() => add("")}>
            <Icon name="plus" />
            {t("add_pair")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function After({ field, text }: { field: Field; text: string }) {
  const t = useText(readingTexts);
  if (text === "") return <span className="mut">{t("nothing")}</span>;
  const known = valueOf(field, text);
  if (known) return known.label;
  return field.values.length === 0 ? text : <span className="warn">{t("strange")}</span>;
}

/** The first rows, before and after. */
function Rows({ field, draft, sample }: Omit<PartProps, "onChange">) {
  const t = useText(readingTexts);
  const i = useText(importsTexts);
  return (
    <table className="import-reading__rows">
      <caption className="sr">{i("first_rows")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("in_file")}</th>
          <th scope="col">{t("read_as")}</th>
        </tr>
      </thead>
      <tbody>
        {sample.cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file, which do not change
          <tr key={index}>
            <td>
              {draft.column !== undefined && cell.trim() !== "" ? cell : <span className="mut">{t("empty")}</span>}
            </td>
            <td>
              <After field={field} text={readCell(draft, cell, index + 1)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What of a column's cells is nothing, what an empty one says, and what stands for something else. */
export function ReadingPanel(props: PartProps) {
  const t = useText(readingTexts);
  const { field, draft, sample } = props;
  const has_column = draft.column !== undefined;
  return (
    <section className="import-reading" aria-label={t("reading_of", { field: field.label })}>
      <div className="import-reading__parts">
        {has_column ? <Missing {...props} /> : null}
        <Fill {...props} />
        {has_column ? <Pairs {...props} /> : null}
      </div>
      {sample.cells.length > 0 ? <Rows field={field} draft={draft} sample={sample} /> : null}
    </section>
  );
}
