import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { wechat } from "../../../i18n/texts/wechat.ts";
import { PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { AccountForm } from "./account-form.tsx";
import { AccountsCard } from "./accounts-card.tsx";
import { FollowersCard } from "./followers-card.tsx";
import "./wechat.css";

export function Wechat() {
  const t = useText(wechat);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("channels:write") ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" />
            {t("add")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        <AccountsCard />
        {may("members:read") ? <FollowersCard /> : null}
      </div>
      {adding ? <AccountForm onClose={() => setAdding(false)} /> : null}
    </>
  );
}
