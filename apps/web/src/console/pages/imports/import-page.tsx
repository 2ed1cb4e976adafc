import { Link, useParams, useSearchParams } from "react-router";
import type { Import, ImportKind } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { PageHead, Sep } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useJob } from "../../jobs/use-jobs.ts";
import "../../jobs/jobs.css";
import { CheckStep } from "./check-step.tsx";
import { ImportState } from "./import-state.tsx";
import "./imports.css";
import { MappingStep } from "./mapping-step.tsx";
import { ResultStep } from "./result-step.tsx";
import { type Step, Steps } from "./steps.tsx";

const REACHED: Record<Import["state"], Step> = {
  mapped: "map",
  checking: "check",
  checked: "check",
  running: "result",
  done: "result",
  undoing: "result",
  undone: "result",
};

/** What one may go back and look at or change now. */
function openSteps({ state, created_by, jobs, kept_until }: Import): Step[] {
  const may = created_by.mine && kept_until !== null;
  const mapping: Step[] = may && ["mapped", "checked", "done"].includes(state) ? ["map"] : [];
  const check: Step[] = jobs.some(({ kind }) => kind === "import.check") ? ["check"] : [];
  return [...mapping, ...check, REACHED[state]];
}

/** A check that was canceled or failed leaves the import as it was before: what became of it is shown first. */
function stepOf(row: Import, wanted: string | null): Step {
  const open = openSteps(row);
  const asked = open.find((step) => step === wanted);
  if (asked) return asked;
  const reached = REACHED[row.state];
  if (reached !== "map") return reached;
  return row.jobs.length > 0 || !open.includes("map") ? "check" : "map";
}

function Wizard({ row, kind }: { row: Import; kind: ImportKind | undefined }) {
  const [params, setParams] = useSearchParams();
  const job = useJob(row.job);
  const step = stepOf(row, params.get("step"));
  const go = (next: Step | undefined) => setParams(next ? { step: next } : {}, { replace: true });
  const labelOf = (field: string | null) => kind?.fields.find(({ name }) => name === field)?.label ?? field ?? "";
  const shared = { row, job, labelOf, onGo: go };
  return (
    <>
      <Steps reached={REACHED[row.state]} shown={step} open={openSteps(row)} onGo={go} />
      <div className="stack">
        {step === "map" && kind ? <MappingStep key={row.import_id} row={row} kind={kind} onGo={go} /> : null}
        {step === "check" ? <CheckStep {...shared} /> : null}
        {step === "result" ? <ResultStep {...shared} /> : null}
      </div>
    </>
  );
}

function About({ row }: { row: Import }) {
  const t = useText(importsTexts);
  const { created_by, created_at, kept_until } = row;
  return (
    <span className="import-about">
      <ImportState row={row} />
      <Sep />
      {row.label}
      <Sep />
      {created_by.mine ? t("me") : (created_by.name ?? "—")} {stamp(created_at)}
      <Sep />
      {kept_until ? t("kept_until", { day: shortDate(kept_until) }) : t("gone")}
    </span>
  );
}

/** One import, from its columns to its undo: the step it is at, and those one may go back to. */
export function ImportPage() {
  const t = useText(importsTexts);
  const { import_id = "" } = useParams();
  const one = useApi("GET /v1/imports/{import_id}", { path: { import_id } }, { refreshSeconds: 10 });
  const kinds = useApi("GET /v1/import_kinds", {});
  const crumb = (
    <Link className="crumb" to="/platform/imports">
      <Icon name="left" />
      {t("back")}
    </Link>
  );
  return (
    <>
      <PageHead title={one.data?.name ?? ""} crumb={crumb} note={one.data ? <About row={one.data} /> : null} />
      <QueryView query={one}>
        {(row) => (
          <QueryView query={kinds}>
            {({ data }) => <Wizard row={row} kind={data.find((kind) => kind.kind === row.kind)} />}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}
