import { type ReactNode, useEffect, useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { refreshMember } from "../../state/member.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useFresh } from "../../state/use-fresh.ts";
import { type Answered, useAnswer } from "../../state/use-answer.ts";
import { Box, bringIntoView } from "../../ui/elements";
import { Page } from "../../ui/page";
import { goTo, SignInFirst } from "../../ui/parts";
import { LinkRow } from "../../ui/rows";
import { ConsentSheet } from "./consent-sheet";
import { type ConsentRow, Consents } from "./consents";
import { CorrectionSheet } from "./correction-sheet";
import { DeleteSheet } from "./delete-sheet";
import { MyData } from "./my-data";
import { type OwnRequest, Requests, REQUESTS_ID } from "./requests";
import "./index.scss";

export type Said = Routes["GET /v1/member/consents"]["response"];
type Shown = { kind: "consent"; row: ConsentRow } | { kind: "correct" } | { kind: "delete" };

interface Known {
  said: Answered<Said>;
  /** Something was asked for. */
  onAsked: () => void;
}

function SheetOf({ shown, known, onClose }: { shown: Shown; known: Known; onClose: () => void }): ReactNode {
  const done = () => {
    known.onAsked();
    onClose();
  };
  if (shown.kind === "correct") return <CorrectionSheet onDone={done} onClose={onClose} />;
  if (shown.kind === "delete") return <DeleteSheet onDone={done} onClose={onClose} />;
  const keep = (said: Said) => {
    known.said.keep(said);
    onClose();
  };
  return <ConsentSheet row={shown.row} onDone={keep} onClose={onClose} />;
}

function Texts(): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title privacy__head">
        {t("me_about")}
      </Box>
      <Box className="card">
        <LinkRow icon="paper" label={t("title_privacy")} onTap={() => goTo("policy", "?text=privacy")} />
        <LinkRow icon="paper" label={t("title_terms")} onTap={() => goTo("policy", "?text=terms")} />
      </Box>
    </Box>
  );
}

/** Asks for the list again; when it has come, the page goes to it. */
function useRequestsInView(requests: Answered<OwnRequest[]>): () => void {
  const [before, setBefore] = useState<{ value: OwnRequest[] | undefined }>();
  useEffect(() => {
    if (before === undefined || requests.value === before.value) return;
    bringIntoView(REQUESTS_ID);
    setBefore(undefined);
  }, [before, requests.value]);
  return () => {
    setBefore({ value: requests.value });
    requests.reload();
  };
}

/** What I agreed to, my data in my hands, and what became of what I asked for. */
export default function PrivacyPage(): ReactNode {
  const token = useStore(session)?.token;
  const ask =
    <Value,>(what: () => Promise<Value>) =>
    async () =>
      token === undefined ? undefined : what();
  const said = useAnswer(
    `consents ${token ?? ""}`,
    ask(() => call("GET /v1/member/consents")),
  ) as Answered<Said>;
  const requests = useAnswer(
    `requests ${token ?? ""}`,
    ask(async () => (await call("GET /v1/member/subject_requests")).data),
  ) as Answered<OwnRequest[]>;
  const [shown, show] = useState<Shown>();
  useFresh(() => {
    void refreshMember();
    said.reload();
    requests.reload();
  });
  const onAsked = useRequestsInView(requests);
  const close = () => show(undefined);
  const over = shown === undefined ? undefined : <SheetOf shown={shown} known={{ said, onAsked }} onClose={close} />;
  return (
    <Page title="title_privacy_centre" name="privacy" over={over}>
      {token === undefined ? (
        <SignInFirst title="privacy_guest" why="privacy_guest_why" icon="shield" />
      ) : (
        <>
          <Consents said={said} onOpen={(row) => show({ kind: "consent", row })} />
          <MyData
            onMade={onAsked}
            onCorrect={() => show({ kind: "correct" })}
            onDelete={() => show({ kind: "delete" })}
          />
          <Requests list={requests} />
        </>
      )}
      <Texts />
    </Page>
  );
}
