import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useApi } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { useText } from "../../../../i18n/language.ts";
import { tryOut } from "../../../../i18n/texts/points-try-out.ts";
import { TierSeal } from "../../../../ui/tier-seal.tsx";
import { useTiers } from "../tiers.ts";

/** A tier as such, or a real member with all that is known of them. */
export function WhoSelect(props: { value?: string; onChange?: (who: string) => void; id?: string }) {
  const t = useText(tryOut);
  const may = useMay();
  const tiers = useTiers();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const found = useApi("GET /v1/members", { query: { q, limit: 8 } }, { enabled: q.length > 0 && may("members:read") })
    .data?.data;
  const tierOptions = tiers
    .filter((tier) => tier.name.includes(q) || !q)
    .map((tier, rank) => ({
      value: `tier:${tier.code}`,
      title: tier.name,
      label: (
        <>
          <TierSeal name={tier.name} rank={rank} />
          {tier.name}
        </>
      ),
    }));
  const memberOptions = (q ? (found ?? []) : []).map((m) => ({
    value: m.member_id,
    title: m.name,
    label: (
      <>
        {m.name} <span className="s mut">{m.phone_masked}</span>
      </>
    ),
  }));
  return (
    <Select
      {...props}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      aria-label={t("who")}
      placeholder={t("who_search")}
      popupMatchSelectWidth={260}
      options={[
        ...(tierOptions.length > 0 ? [{ label: t("tiers"), options: tierOptions }] : []),
        ...(memberOptions.length > 0 ? [{ label: t("members"), options: memberOptions }] : []),
      ]}
    />
  );
}
