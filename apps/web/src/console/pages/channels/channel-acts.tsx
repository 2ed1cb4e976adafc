import { App, Button } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { Channel } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { channels } from "../../../i18n/texts/channels.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useRefusal } from "../refusal.ts";
import { ChannelForm } from "./channel-form.tsx";
import { TrialDialog } from "./trial-dialog.tsx";

export function ChannelActs({ row }: { row: Channel }) {
  const t = useText(channels);
  const c = useText(everyday);
  const { modal } = App.useApp();
  const refuse = useRefusal();
  const [open, setOpen] = useState<"edit" | "trial">();
  const change = useSend("PATCH /v1/channels/{channel_id}", ["GET /v1/channels"]);
  const remove = useSend("DELETE /v1/channels/{channel_id}", ["GET /v1/channels"]);
  const { channel_id, version, name } = row;
  const path = { channel_id };
  const set = (state: Channel["state"]) => change.mutateAsync({ path, body: { version, state } });
  const ask = (what: "use" | "remove", onOk: () => Promise<unknown>) =>
    void modal.confirm({
      title: t(`${what}_title`, { name }),
      content: t(`${what}_why`),
      okText: t(what),
      cancelText: c("cancel"),
      okButtonProps: { danger: what === "remove" },
      onOk: () => onOk().catch((error: unknown) => refuse(error as Failure)),
    });
  return (
    <div className="channel-acts">
      <Button size="small" onClick={() => setOpen("trial")}>
        {t("trial")}
      </Button>
      {row.state === "paused" ? (
        <Button size="small" onClick={() => ask("use", () => set("active"))}>
          {t("use")}
        </Button>
      ) : (
        <Button size="small" onClick={() => void set("paused").catch((error: unknown) => refuse(error as Failure))}>
          {t("pause")}
        </Button>
      )}
      <Button size="small" onClick={() => setOpen("edit")}>
        {t("edit")}
      </Button>
      <Button size="small" danger onClick={() => ask("remove", () => remove.mutateAsync({ path }))}>
        {t("remove")}
      </Button>
      {open === "edit" ? <ChannelForm row={row} onClose={() => setOpen(undefined)} /> : null}
      {open === "trial" ? <TrialDialog row={row} onClose={() => setOpen(undefined)} /> : null}
    </div>
  );
}
