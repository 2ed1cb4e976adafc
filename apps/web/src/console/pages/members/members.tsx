import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday, states } from "../../../i18n/texts/everyday.ts";
import { members } from "../../../i18n/texts/members.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState, Skeleton } from "../../../ui/states.tsx";
import { ExportButton } from "../../export-dialog.tsx";
import { useCursor } from "../cursor.ts";
import { Pager } from "../pager.tsx";
import { StaffSelect } from "../staff-select.tsx";
import { UnitSelect } from "../unit-select.tsx";
import { type Filters, useFilters, useTypedSearch } from "./filters.ts";
import { MembersTable } from "./members-table.tsx";
import { RegisterDialog } from "./register-dialog.tsx";
import { useRowKeys } from "./rows.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { TagDialog } from "./tag-dialog.tsx";
import "./members.css";

const PAGE = 50;

function useCount(filters: Filters) {
  return useApi("GET /v1/members/count", { query: filters }).data;
}

type View = "all" | "active" | "blocked";

function ViewTabs({ filters, onChange }: { filters: Filters; onChange: (status: Filters["status"]) => void }) {
  const t = useText(members);
  const c = useText(everyday);
  const s = useText(states);
  const all = useCount({ ...filters, status: undefined });
  const active = useCount({ ...filters, status: "active" });
  const blocked = useCount({ ...filters, status: "blocked" });
  const tab = (value: View, word: string, count: typeof all) => ({
    value,
    label: (
      <>
        {word} <small className="mut">{count ? number(count.count) : ""}</small>
      </>
    ),
  });
  const choices = [
    tab("all", c("all"), all),
    tab("active", s("active"), active),
    tab("blocked", s("blocked"), blocked),
  ];
  return (
    <Tabs
      label={t("views")}
      choices={choices}
      value={filters.status ?? "all"}
      onChange={(v) => onChange(v === "all" ? undefined : v)}
    />
  );
}

function FilterRow({ filters, apply, clear, any }: ReturnType<typeof useFilters>) {
  const t = useText(members);
  const search = useTypedSearch(filters.q, (q) => apply({ q }));
  const may = useMay();
  const tags = useApi("GET /v1/tags", {}).data?.data ?? [];
  return (
    <>
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
      <Select
        className="members__filter"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("filter_tag")}
        placeholder={t("filter_tag")}
        options={tags.map((tag) => ({ value: tag.tag_id, label: tag.name }))}
        onChange={(tag: string | undefined) => apply({ tag })}
        {...(filters.tag ? { value: filters.tag } : { value: null })}
      />
      <UnitSelect
        label={t("filter_unit")}
        allowClear
        value={filters.unit_id}
        onChange={(unit_id) => apply({ unit_id })}
        width={176}
      />
      {may("staff:read") ? (
        <StaffSelect
          label={t("filter_owner")}
          allowClear
          value={filters.owner_staff_id}
          onChange={(owner_staff_id) => apply({ owner_staff_id })}
          width={168}
        />
      ) : null}
      {any ? (
        <Button type="link" onClick={clear}>
          {t("clear")}
        </Button>
      ) : null}
    </>
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

export function Members() {
  const t = useText(members);
  const navigate = useNavigate();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [tagging, setTagging] = useState(false);
  const cursor = useCursor(PAGE);
  const filterState = useFilters(cursor.reset);
  const { filters, apply, clear, any } = filterState;
  const list = useApi("GET /v1/members", { query: { ...filters, limit: PAGE, cursor: cursor.cursor } });
  const count = useCount(filters);
  const rows = list.data?.data ?? [];
  const open = (id: string) => void navigate(`/members/${id}`);
  const keys = useRowKeys({ ids: rows.map((r) => r.member_id), onOpen: open, onTag: () => setTagging(true) });
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
        note={count ? t(count.estimated ? "count_about" : "count", { count: count.count }) : null}
      >
        {may("members:write") && may("imports:write") ? (
          <Button onClick={() => void navigate("/platform/imports/new?kind=members")}>
            <Icon name="import" />
            {t("import")}
          </Button>
        ) : null}
        <ExportButton kind="members" filter={filters} count={count?.count} estimated={count?.estimated} />
        {may("members:write") ? (
          <Button type="primary" onClick={() => setRegister(true)}>
            <Icon name="plus" />
            {t("register")}
          </Button>
        ) : null}
      </PageHead>
      <div className="members__views">
        <ViewTabs filters={filters} onChange={(status) => apply({ status })} />
      </div>
      <div className="members__filters">
        <FilterRow {...filterState} />
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
              <MembersTable rows={data} keys={keys} onOpen={open} />
            )
          }
        </QueryView>
      </Card>
      {keys.selected.size > 0 ? (
        <SelectionBar count={keys.selected.size} onTag={() => setTagging(true)} onClear={keys.clear} />
      ) : null}
      {tagging && keys.selected.size > 0 ? (
        <TagDialog memberIds={[...keys.selected]} onClose={() => setTagging(false)} onDone={keys.clear} />
      ) : null}
      {params.has("register") ? <RegisterDialog onClose={() => setRegister(false)} onOpen={open} /> : null}
    </>
  );
}
