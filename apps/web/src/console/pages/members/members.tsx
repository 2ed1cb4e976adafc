import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { Failure } from "../../../api/client.ts";
import type { MemberSelection } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { about } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { members } from "../../../i18n/texts/members.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, Skeleton, useAdvice } from "../../../ui/states.tsx";
import { ExportButton, ExportDialog } from "../../export-dialog.tsx";
import { useCursor } from "../cursor.ts";
import { Pager } from "../pager.tsx";
import { type BulkAction, BulkDock } from "./bulk-dock.tsx";
import { ColumnsButton } from "./columns-button.tsx";
import { ConditionRow } from "./condition-row.tsx";
import { asQuery, type Filters, type MemberSort, SORTS, useFilters, useTypedSearch } from "./filters.ts";
import { useListColumns } from "./list-columns.ts";
import { MembersTable } from "./members-table.tsx";
import { RegisterDialog } from "./register-dialog.tsx";
import { useRowKeys } from "./rows.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import { VIEWS } from "./views.ts";
import "./members.css";

const PAGE = 50;

function Search({ filters, apply }: Pick<ReturnType<typeof useFilters>, "filters" | "apply">) {
  const t = useText(members);
  const search = useTypedSearch(filters.q, (q) => apply({ q }));
  return (
    <Input
      className="members__search"
      data-search
      allowClear
      aria-label={t("search")}
      placeholder={t("search")}
      prefix={<Icon name="search" />}
      suffix={search.value ? null : <kbd>/</kbd>}
      {...search}
    />
  );
}

function Order({ sort, order }: { sort: MemberSort; order: (sort: MemberSort) => void }) {
  const f = useText(findTexts);
  return (
    <Select
      className="members__order"
      aria-label={f("sort")}
      options={SORTS.map((value) => ({ value, label: f(`sort_${value}`) }))}
      value={sort}
      onChange={order}
    />
  );
}

function Nobody({ any, onClear, onRegister }: { any: boolean; onClear: () => void; onRegister: () => void }) {
  const t = useText(members);
  if (any)
    return (
      <EmptyState
        title={t("none_match")}
        reason={t("none_match_why")}
        action={<Button onClick={onClear}>{t("clear")}</Button>}
      />
    );
  return (
    <EmptyState
      title={t("none")}
      reason={t("none_why")}
      action={<Button onClick={onRegister}>{t("register")}</Button>}
    />
  );
}

/** What is being done to whom was selected: the list is frozen when a command is given. */
type Work = { selection: MemberSelection } & ({ action: BulkAction } | { action: "export" });

function useWork(selected: ReadonlySet<string>, everybody: boolean, filters: Filters) {
  const advice = useAdvice();
  const { message } = App.useApp();
  const [work, setWork] = useState<Work>();
  const freeze = useSend("POST /v1/members/selections");
  const begin = (action: Work["action"]) => {
    const { filter, member_ids } = { filter: asTexts(filters), member_ids: [...selected] };
    freeze.mutate(
      { body: everybody ? { filter } : { member_ids } },
      {
        onSuccess: (selection) => setWork({ selection, action }),
        onError: (error: Failure) => void message.error(advice(error)),
      },
    );
  };
  return { work, begin, busy: freeze.isPending, end: () => setWork(undefined) };
}

const asTexts = (filters: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])));

export function Members() {
  const t = useText(members);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const cursor = useCursor(PAGE);
  const [everybody, setEverybody] = useState(false);
  const filterState = useFilters(() => {
    cursor.reset();
    setEverybody(false);
  });
  const { filters, sort, clear, any } = filterState;
  const views = useApi(VIEWS, {}).data?.data ?? [];
  const columns = useListColumns(views.find(({ view_id }) => view_id === filterState.view));
  const query = asQuery(filters);
  const list = useApi("GET /v1/members", { query: { ...query, sort, limit: PAGE, cursor: cursor.cursor } });
  const count = useApi("GET /v1/members/count", { query }).data;
  const rows = list.data?.data ?? [];
  const open = (id: string) => void navigate(`/members/${id}`);
  const keys = useRowKeys({
    ids: rows.map((r) => r.member_id),
    onOpen: open,
    onTag: () => begin("tag"),
    onExport: () => begin("export"),
  });
  const { work, begin, busy, end } = useWork(keys.selected, everybody, filters);
  const letGo = () => {
    keys.clear();
    setEverybody(false);
    end();
  };
  const setRegister = (on: boolean) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (on) after.set("register", "1");
      else after.delete("register");
      return after;
    });
  return (
    <>
      <PageHead
        title={t("title")}
        note={
          count
            ? count.estimated
              ? t("count_about", { count: about(count.count) })
              : t("count", { count: count.count })
            : null
        }
      >
        <Acts filters={filters} count={count} columns={columns} onRegister={() => setRegister(true)} />
      </PageHead>
      <div className="members__views">
        <ViewTabs state={filterState} views={views} columns={columns.shown} />
      </div>
      <div className="members__filters">
        <Search {...filterState} />
        <ConditionRow {...filterState} />
        <Order sort={sort} order={filterState.order} />
        <Pager cursor={cursor} following={list.data?.next_cursor}>
          {count && cursor.offset !== undefined && rows.length > 0
            ? t("range", { from: cursor.offset + 1, to: cursor.offset + rows.length, count: count.count })
            : null}
        </Pager>
      </div>
      <Card label={t("list")}>
        <QueryView query={list} skeleton={<Skeleton rows={12} />}>
          {({ data }) =>
            data.length === 0 ? (
              <Nobody any={any} onClear={clear} onRegister={() => setRegister(true)} />
            ) : (
              <MembersTable rows={data} shown={columns.shown} keys={keys} onOpen={open} />
            )
          }
        </QueryView>
      </Card>
      {keys.selected.size > 0 ? (
        <SelectionBar
          count={everybody ? (count?.count ?? keys.selected.size) : keys.selected.size}
          total={keys.all ? count?.count : undefined}
          estimated={count?.estimated ?? false}
          everybody={everybody}
          busy={busy}
          onEverybody={() => setEverybody(true)}
          onAct={begin}
          onExport={() => begin("export")}
          onClear={letGo}
        />
      ) : null}
      <WorkView work={work} onClose={end} onBegun={letGo} />
      {params.has("register") ? <RegisterDialog onClose={() => setRegister(false)} onOpen={open} /> : null}
    </>
  );
}

function WorkView({ work, onClose, onBegun }: { work: Work | undefined; onClose: () => void; onBegun: () => void }) {
  if (!work) return null;
  const { selection, action } = work;
  if (action !== "export")
    return <BulkDock key={action} action={action} selection={selection} onClose={onClose} onBegun={onBegun} />;
  const filter = { selection: selection.selection_id };
  return <ExportDialog kind="members" filter={filter} count={selection.people} onClose={onClose} />;
}

interface ActsProps {
  filters: Filters;
  count: { count: number; estimated: boolean } | undefined;
  columns: ReturnType<typeof useListColumns>;
  onRegister: () => void;
}

function Acts({ filters, count, columns, onRegister }: ActsProps) {
  const t = useText(members);
  const navigate = useNavigate();
  const may = useMay();
  return (
    <>
      <ColumnsButton {...columns} />
      {may("members:write") && may("imports:write") ? (
        <Button onClick={() => void navigate("/platform/imports/new?kind=members")}>
          <Icon name="import" />
          {t("import")}
        </Button>
      ) : null}
      <ExportButton kind="members" filter={filters} count={count?.count} estimated={count?.estimated} />
      {may("members:write") ? (
        <Button type="primary" onClick={onRegister}>
          <Icon name="plus" />
          {t("register")}
        </Button>
      ) : null}
    </>
  );
}
