import { Dropdown } from "antd";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { TenantChoice, Venue } from "../../api/contract.ts";
import { useApi, useSend } from "../../api/query.ts";
import { startSession, useSession } from "../../api/session.ts";
import { useText } from "../../i18n/language.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/marks.tsx";

interface Scope {
  venues: Venue[];
  venue: Venue | undefined;
  choose: (venueId: string | undefined) => void;
}

const ScopeContext = createContext<Scope>({ venues: [], venue: undefined, choose: () => {} });
export const useScope = (): Scope => useContext(ScopeContext);

/** Which venue the figures are for; kept per tenant over reloads. */
export function ScopeProvider({ children }: { children: ReactNode }) {
  const { tenant } = useSession();
  const stored = `huiyou.venue.${tenant.tenant_id}`;
  const [chosen, setChosen] = useState(() => localStorage.getItem(stored) ?? undefined);
  const venues = useApi("GET /v1/venues", {}).data?.data;
  const scope = useMemo<Scope>(
    () => ({
      venues: venues ?? [],
      venue: venues?.find((v) => v.venue_id === chosen),
      choose: (id) => {
        setChosen(id);
        if (id) localStorage.setItem(stored, id);
        else localStorage.removeItem(stored);
      },
    }),
    [venues, chosen, stored],
  );
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

export function useSwitchTenant(): (tenant: Pick<TenantChoice, "tenant_id">) => void {
  const send = useSend("POST /v1/session/switch");
  const navigate = useNavigate();
  return (tenant) =>
    send.mutate(
      { body: { tenant_id: tenant.tenant_id } },
      {
        onSuccess: (session) => {
          startSession(session);
          void navigate("/");
        },
      },
    );
}

export function ScopeSelector() {
  const t = useText(shell);
  const { tenant, tenants } = useSession();
  const { venues, venue, choose } = useScope();
  const switchTo = useSwitchTenant();
  const mode = (ref: TenantChoice) => (ref.mode === "sandbox" ? <Tag wash="ga">{t("sandbox")}</Tag> : null);
  const tenantItems = tenants.map((ref) => ({
    key: ref.tenant_id,
    label: (
      <span>
        {ref.name} {ref.mode === "sandbox" ? <Tag wash="ga">{t("sandbox")}</Tag> : <Tag wash="ma">{t("live")}</Tag>}
      </span>
    ),
    onClick: () => ref.tenant_id !== tenant.tenant_id && switchTo(ref),
  }));
  // None are known yet while they load.
  const all = venues.length === 0 ? "—" : t("all_venues", { count: venues.length });
  const where = venue?.name ?? all;
  const venueItems = [
    { key: "all", label: all, onClick: () => choose(undefined) },
    ...venues.map((v) => ({ key: v.venue_id, label: v.name, onClick: () => choose(v.venue_id) })),
  ];
  return (
    <div className="scope" role="group" aria-label={t("scope")}>
      <Dropdown trigger={["click"]} menu={{ items: tenantItems, selectable: true, selectedKeys: [tenant.tenant_id] }}>
        <button type="button" title={tenant.name} aria-label={`${t("group")} ${tenant.name}`} aria-haspopup="menu">
          <em>{t("group")}</em>
          <span>{tenant.name}</span>
          {mode(tenant)}
          <Icon name="down" />
        </button>
      </Dropdown>
      <Dropdown
        trigger={["click"]}
        menu={{ items: venueItems, selectable: true, selectedKeys: [venue?.venue_id ?? "all"] }}
      >
        <button type="button" title={where} aria-label={`${t("venue")} ${where}`} aria-haspopup="menu">
          <em>{t("venue")}</em>
          <span>{where}</span>
          <Icon name="down" />
        </button>
      </Dropdown>
    </div>
  );
}
