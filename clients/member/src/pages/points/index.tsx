import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import type { Entry } from "@huiyou/api-client";
import { useLanguage } from "../../i18n/i18n.ts";
import { refreshMember } from "../../state/member.ts";
import { known_member, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useFresh } from "../../state/use-fresh.ts";
import { useList } from "../../state/use-list.ts";
import { Page } from "../../ui/page";
import { SignInFirst } from "../../ui/parts";
import { StaleNote } from "../../ui/stale-note";
import { type EntryFilter, FilterTabs } from "./filter-tabs";
import { Ledger } from "./ledger";
import { Purse } from "./purse";
import "./index.scss";

const PAGE_SIZE = 30;

function SignedIn({ token }: { token: string }): ReactNode {
  const { locale } = useLanguage();
  const [filter, setFilter] = useState<EntryFilter>("all");
  const points = useStore(known_member)?.profile.points;
  // Titles come in the language of the reader, so the language is part of what is asked.
  const list = useList<Entry>(`${token} ${locale} ${filter}`, (cursor) =>
    call("GET /v1/member/entries", {
      query: { filter, limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  useFresh(list.refresh);
  return (
    <>
      <StaleNote />
      {points !== undefined && <Purse points={points} />}
      <FilterTabs filter={filter} onFilter={setFilter} />
      <Ledger list={list} filter={filter} onAll={() => setFilter("all")} />
    </>
  );
}

export default function PointsPage(): ReactNode {
  const token = useStore(session)?.token;
  useFresh(() => void refreshMember());
  return (
    <Page title="title_points" name="points" tab="points">
      {token === undefined ? (
        <SignInFirst title="points_guest" why="points_guest_why" icon="points" />
      ) : (
        <SignedIn token={token} />
      )}
    </Page>
  );
}
