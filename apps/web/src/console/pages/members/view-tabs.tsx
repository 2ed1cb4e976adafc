import { App, Button, Dropdown } from "antd";
import { type ReactNode, useState } from "react";
import type { MemberView } from "../../../api/contract.ts";
import type { Failure } from "../../../api/client.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { about, number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday, states } from "../../../i18n/texts/everyday.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { members } from "../../../i18n/texts/members.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { asQuery, type Filters, type MemberSort, type useFilters } from "./filters.ts";
import type { ListColumn } from "./list-columns.ts";
import { ViewDialog } from "./view-dialog.tsx";
import { keptOf, VIEWS } from "./views.ts";

/** A number beside a tab costs one question each: asked for when the list is first seen, not at every key. */
function Count({ query }: { query: object }) {
  const found = useApi("GET /v1/members/count", { query }).data;
  if (!found) return null;
  return (
    <small className="mut">
      {found.estimated ? "≈ " : ""}
      {number(found.estimated ? about(found.count) : found.count)}
    </small>
  );
}

type BuiltIn = "all" | "active" | "blocked";
const BUILT_IN: readonly { value: BuiltIn; filter: Record<string, string> }[] = [
  { value: "all", filter: {} },
  { value: "active", filter: { status: "active" } },
  { value: "blocked", filter: { status: "blocked" } },
];

interface Props {
  state: ReturnType<typeof useFilters>;
  views: MemberView[];
  columns: readonly ListColumn[];
}

/** What is looked for often, as tabs: the house's three, one's own views, and those that others share. */
export function ViewTabs({ state, views, columns }: Props) {
  const t = useText(members);
  const f = useText(findTexts);
  const c = useText(everyday);
  const s = useText(states);
  const { filters, sort, view: view_id, open } = state;
  const view = views.find((one) => one.view_id === view_id);
  const [saving, setSaving] = useState<"new" | "change">();
  const word = (value: BuiltIn) => (value === "all" ? c("all") : s(value));
  const plain = view ? undefined : (BUILT_IN.find(({ filter }) => isOnly(filters, filter))?.value ?? "none");
  const choices: { value: string; label: ReactNode }[] = [
    ...BUILT_IN.map(({ value, filter }) => ({
      value,
      label: (
        <>
          {word(value)} <Count query={filter} />
        </>
      ),
    })),
    ...views.map((one) => ({
      value: one.view_id,
      label: (
        <span title={one.mine ? one.name : f("view_shared_by", { name: one.owner_name ?? "" })}>
          {one.name} <Count query={one.filter} />
        </span>
      ),
    })),
  ];
  const pick = (value: string) => {
    const saved = views.find((one) => one.view_id === value);
    if (saved) return open(saved);
    const { filter } = BUILT_IN.find((one) => one.value === value) ?? { filter: {} };
    open({ view_id: "", filter, sort: "-joined_at" });
  };
  const end = (
    <>
      {view?.mine ? (
        <ViewMenu view={view} now={{ filters, sort, columns }} onRename={() => setSaving("change")} />
      ) : null}
      <Button type="link" size="small" onClick={() => setSaving("new")}>
        <Icon name="plus" />
        {f("save_view")}
      </Button>
    </>
  );
  return (
    <>
      <Tabs label={t("views")} choices={choices} value={view?.view_id ?? plain ?? "none"} onChange={pick} end={end} />
      {saving ? (
        <ViewDialog
          view={saving === "change" ? view : undefined}
          now={{ filter: keptOf(filters), sort, columns: [...columns] }}
          onClose={() => setSaving(undefined)}
          onSaved={open}
        />
      ) : null}
    </>
  );
}

const isOnly = (filters: Filters, wanted: Readonly<Record<string, string>>) =>
  JSON.stringify(asQuery(filters)) === JSON.stringify(wanted);

interface Now {
  filters: Filters;
  sort: MemberSort;
  columns: readonly ListColumn[];
}

function ViewMenu({ view, now, onRename }: { view: MemberView; now: Now; onRename: () => void }) {
  const f = useText(findTexts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const change = useSend("PATCH /v1/member_views/{view_id}", [VIEWS]);
  const forget = useSend("DELETE /v1/member_views/{view_id}", [VIEWS]);
  const path = { view_id: view.view_id };
  const { name, version } = view;
  const onError = (error: Failure) => void message.error(advice(error));
  const update = () =>
    change.mutate(
      { path, body: { version, filter: keptOf(now.filters), sort: now.sort, columns: [...now.columns] } },
      { onSuccess: () => void message.success(f("view_saved", { name })), onError },
    );
  const remove = () =>
    forget.mutate({ path }, { onSuccess: () => void message.success(f("view_deleted", { name })), onError });
  const items = [
    { key: "update", label: f("change_view"), onClick: update },
    { key: "rename", label: f("rename_view"), onClick: onRename },
    { key: "delete", label: f("delete_view"), danger: true, onClick: remove },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <button type="button" className="tool" aria-label={f("view_menu", { name })}>
        <Icon name="down" />
      </button>
    </Dropdown>
  );
}
