import { Button } from "antd";
import { type DragEvent, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Failure } from "../../../api/client.ts";
import type { ImportKind } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { upload, UPLOAD_LIMIT_BYTES } from "../../../api/upload.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Meter } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import "./imports.css";
import { Steps } from "./steps.tsx";

/** What is brought in most. */
const USUAL = "members";
const usualFirst = (kinds: readonly ImportKind[]) =>
  kinds.toSorted((a, b) => Number(b.kind === USUAL) - Number(a.kind === USUAL));

interface Sending {
  name: string;
  /** How much has arrived; undefined once the server reads it. */
  share?: number;
}

/** Sends the file and begins an import of it. */
function useBegin(kind: string) {
  const t = useText(importsTexts);
  const advice = useAdvice();
  const navigate = useNavigate();
  const create = useSend("POST /v1/imports", ["GET /v1/imports"]);
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<string>();
  const begin = async (files: FileList | null) => {
    const file = files?.[0];
    if (!files || !file || sending) return;
    setProblem(undefined);
    if (files.length > 1) return setProblem(t("one_file"));
    if (file.size > UPLOAD_LIMIT_BYTES) return setProblem(t("too_large"));
    setSending({ name: file.name, share: 0 });
    try {
      const { file_id } = await upload(file, (share) => setSending({ name: file.name, share }));
      setSending({ name: file.name });
      const { import_id } = await create.mutateAsync({ body: { kind, file_id } });
      void navigate(`/platform/imports/${import_id}`, { replace: true });
    } catch (error) {
      setSending(undefined);
      // Whatever the two calls reject with.
      setProblem(advice(error as Failure));
    }
  };
  return { begin, sending, problem };
}

function Progress({ name, share }: Sending) {
  const t = useText(importsTexts);
  const percent = Math.floor((share ?? 1) * 100);
  return (
    <div className="import-drop busy" role="status">
      <p>{share === undefined || share === 1 ? t("reading", { name }) : t("uploading", { name, percent })}</p>
      <Meter share={share ?? 1} />
    </div>
  );
}

function Drop({ onFiles }: { onFiles: (files: FileList | null) => void }) {
  const t = useText(importsTexts);
  const [over, setOver] = useState(false);
  const onDrag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(event.dataTransfer.files);
  };
  return (
    <label className={`import-drop ${over ? "over" : ""}`} onDragOver={onDrag} onDragLeave={onDrag} onDrop={onDrop}>
      <Icon name="import" />
      <b className="med">{t(over ? "drop_now" : "drop")}</b>
      <span className="s mut">{t("drop_hint")}</span>
      <input
        type="file"
        className="sr"
        accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson"
        onChange={(event) => {
          onFiles(event.target.files);
          // The same file, mended, may be chosen again.
          event.target.value = "";
        }}
      />
    </label>
  );
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The names of the fields and one row, as a file that a spreadsheet opens. */
const templateOf = ({ fields }: ImportKind) =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(
    [fields.map(({ label }) => label), fields.map(({ example }) => example)]
      .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
      .join("")
      .replace(/^/, "\uFEFF"),
  )}`;

function Fields({ kind }: { kind: ImportKind }) {
  const t = useText(importsTexts);
  const tools = (
    <a href={templateOf(kind)} download={`${kind.label}.csv`}>
      {t("template")}
    </a>
  );
  return (
    <Card title={t("fields")} tools={tools}>
      <dl className="facts import-facts">
        {kind.fields.map(({ name, label, required, example }) => (
          <div key={name} className="import-field">
            <dt>
              {label} {required ? <small className="warn">{t("required")}</small> : null}
            </dt>
            <dd>{example}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Chosen({ kinds, kind }: { kinds: ImportKind[]; kind: ImportKind }) {
  const t = useText(importsTexts);
  const [, setParams] = useSearchParams();
  const { begin, sending, problem } = useBegin(kind.kind);
  return (
    <div className="stack">
      <Card label={t("step_file")}>
        {kinds.length > 1 ? (
          <div className="filter-row">
            <Seg
              label={t("kind")}
              value={kind.kind}
              onChange={(next) => setParams({ kind: next }, { replace: true })}
              choices={usualFirst(kinds).map(({ kind: value, label }) => ({ value, label }))}
            />
          </div>
        ) : null}
        {sending ? <Progress {...sending} /> : <Drop onFiles={(files) => void begin(files)} />}
        {problem ? (
          <p className="import-problem" role="alert">
            <Icon name="warn" />
            {problem}
          </p>
        ) : null}
      </Card>
      <Fields kind={kind} />
    </div>
  );
}

/** The first step: which file. */
export function NewImport() {
  const t = useText(importsTexts);
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const kinds = useApi("GET /v1/import_kinds", {});
  const wanted = params.get("kind") ?? USUAL;
  const crumb = (
    <Link className="crumb" to="/platform/imports">
      <Icon name="left" />
      {t("back")}
    </Link>
  );
  return (
    <QueryView query={kinds}>
      {({ data }) => {
        const kind = data.find((one) => one.kind === wanted) ?? data[0];
        return (
          <>
            <PageHead title={kind ? t("new_of", { label: kind.label }) : t("new")} crumb={crumb} />
            <Steps reached="file" shown="file" />
            {kind ? (
              <Chosen kinds={data} kind={kind} />
            ) : (
              <EmptyState
                title={t("none")}
                reason={t("none_why")}
                action={<Button onClick={() => void navigate("/platform/imports")}>{t("back")}</Button>}
              />
            )}
          </>
        );
      }}
    </QueryView>
  );
}
