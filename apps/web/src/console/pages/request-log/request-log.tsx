import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { LoggedRequest } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { secondsOf, shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { requestLog } from "../../../i18n/texts/request-log.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { RequestDetail } from "./request-detail.tsx";

const STATUSES = { any: undefined, ok: "2xx", refused: "4xx", failed: "5xx" } as const;
type Status = keyof typeof STATUSES;
const isStatus = (text: string | null): text is Status => text !== null && text in STATUSES;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const markOf = (status: number): Mark => (status < 400 ? "live" : status < 500 ? "warn" : "bad");

function useFilter() {
  const [params, setParams] = useSearchParams();
  const status = params.get("status");
  return {
    status: isStatus(status) ? status : ("any" as const),
    api_key_id: params.get("api_key_id") ?? undefined,
    request_id: params.get("request_id") ?? undefined,
    /** Another question begins at its first page. */
    set: (name: string, value: string | undefined) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        after.delete("cursor");
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      }),
  };
}

function useKeys() {
  const may = useMay();
  return useApi("GET /v1/api_keys", { query: { limit: 200 } }, { enabled: may("keys:read") }).data?.data ?? [];
}

function useColumns(open: string | undefined, toggle: (row: LoggedRequest) => void): Column<LoggedRequest>[] {
  const t = useText(requestLog);
  const keys = new Map(useKeys().map((key) => [key.api_key_id, key.name]));
  const nameOf = (row: LoggedRequest) =>
    row.actor === "staff" ? t("staff") : (keys.get(row.actor_id) ?? row.actor_id);
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => (
        <Expander
          open={open === row.logged_request_id}
          label={`${row.method} ${row.path}`}
          onToggle={() => toggle(row)}
        />
      ),
    },
    {
      key: "time",
      head: t("time"),
      width: 136,
      cell: (row) => `${shortDate(row.recorded_at)} ${secondsOf(row.recorded_at)}`,
    },
    { key: "who", head: t("who"), width: 152, cell: nameOf, title: nameOf },
    {
      key: "request",
      head: t("request"),
      cell: (row) => (
        <code>
          {row.method} {row.path}
        </code>
      ),
      title: (row) => `${row.method} ${row.path}`,
    },
    {
      key: "status",
      head: t("status"),
      width: 224,
      cell: (row) => (
        <StateMark mark={markOf(row.status)}>
          {row.status}
          {row.error_code ? ` ${row.error_code}` : ""}
        </StateMark>
      ),
      title: (row) => row.error_code ?? "",
    },
    { key: "took", head: t("duration"), width: 88, numeric: true, cell: (row) => t("ms", { ms: row.duration_ms }) },
  ];
}

function Filters({ filter }: { filter: ReturnType<typeof useFilter> }) {
  const t = useText(requestLog);
  const keys = useKeys();
  return (
    <div className="filter-row">
      <Seg
        label={t("status")}
        value={filter.status}
        onChange={(status) => filter.set("status", status)}
        choices={(Object.keys(STATUSES) as Status[]).map((value) => ({ value, label: t(value) }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("who")}
        placeholder={t("all_callers")}
        style={{ width: 208 }}
        value={filter.api_key_id ?? null}
        onChange={(id: string | null) => filter.set("api_key_id", id ?? undefined)}
        options={keys.map((key) => ({ value: key.api_key_id, label: key.name }))}
      />
      <Input.Search
        allowClear
        aria-label={t("find_id")}
        placeholder={t("find_id")}
        style={{ width: 320 }}
        defaultValue={filter.request_id ?? ""}
        onSearch={(text) => filter.set("request_id", UUID.test(text.trim()) ? text.trim() : undefined)}
      />
    </div>
  );
}

export function RequestLog() {
  const t = useText(requestLog);
  const filter = useFilter();
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string>();
  const { api_key_id, request_id } = filter;
  const status = STATUSES[filter.status];
  const list = useApi("GET /v1/request_log", {
    query: { limit: 50, cursor: cursor.cursor, api_key_id, request_id, status },
  });
  const toggle = (row: LoggedRequest) => setOpen(open === row.logged_request_id ? undefined : row.logged_request_id);
  const columns = useColumns(open, toggle);
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <Button onClick={() => void list.refetch()} loading={list.isFetching && !list.isPending}>
          <Icon name="refresh" />
          {t("refresh")}
        </Button>
      </PageHead>
      <Card label={t("title")}>
        <Filters filter={filter} />
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} />
            ) : (
              <>
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.logged_request_id}
                  onOpen={toggle}
                  detail={(row) => (open === row.logged_request_id ? <RequestDetail row={row} /> : null)}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
    </>
  );
}
