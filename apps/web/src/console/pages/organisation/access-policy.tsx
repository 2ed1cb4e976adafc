import { App, Button, Select } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { invitations } from "../../../i18n/texts/invitations.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";

interface Policy {
  totp_roles: string[];
  version: number;
}

function Edit({ policy }: { policy: Policy }) {
  const t = useText(invitations);
  const c = useText(everyday);
  const may = useMay();
  const { message } = App.useApp();
  const advice = useAdvice();
  const roles = useApi("GET /v1/roles", {});
  const save = useSend("PUT /v1/access_policy", ["GET /v1/access_policy"]);
  const [chosen, choose] = useState(policy.totp_roles);
  const changed = [...chosen].sort().join() !== policy.totp_roles.join();
  const submit = () =>
    save.mutateAsync({ body: { totp_roles: chosen, version: policy.version } }).then(
      () => void message.success(t("policy_saved")),
      (e: Failure) => void message.error(advice(e)),
    );
  return (
    <div className="policy">
      <Select
        mode="multiple"
        aria-label={t("policy")}
        disabled={!may("roles:write")}
        placeholder={t("policy_none")}
        value={chosen}
        onChange={choose}
        options={(roles.data?.data ?? []).map((role) => ({ value: role.code, label: role.name }))}
      />
      <Button type="primary" disabled={!changed} loading={save.isPending} onClick={submit}>
        {c("save")}
      </Button>
    </div>
  );
}

/** Which roles need a second step at sign-in. */
export function AccessPolicy() {
  const t = useText(invitations);
  const policy = useApi("GET /v1/access_policy", {});
  return (
    <Card title={t("policy")} note={t("policy_note")}>
      <QueryView query={policy}>{(data) => <Edit key={data.version} policy={data} />}</QueryView>
    </Card>
  );
}
