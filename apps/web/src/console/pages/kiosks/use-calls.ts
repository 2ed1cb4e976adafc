import { App } from "antd";
import type { KioskCall } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { kiosks } from "../../../i18n/texts/kiosks.ts";
import { useRefusal } from "../refusal.ts";

const LOOK_SECONDS = 8;

/** Who waits at a kiosk: asked again every few seconds, for they stand there. */
export function useCalls() {
  return useApi("GET /v1/kiosk_calls", { query: { waiting: "true" } }, { refreshSeconds: LOOK_SECONDS });
}

export function useAnswer() {
  const t = useText(kiosks);
  const { message, modal } = App.useApp();
  const refuse = useRefusal();
  const send = useSend("POST /v1/kiosk_calls/{kiosk_call_id}/answer", ["GET /v1/kiosk_calls"]);
  const answer = ({ kiosk_call_id, screen, unit_name, device_name }: KioskCall) =>
    send.mutate(
      { path: { kiosk_call_id } },
      {
        onSuccess: ({ release_code }) => {
          // Only where somebody may wait for being looked at; and to read until they have it.
          if (screen !== "bind" || release_code === null) return void message.success(t("answered"));
          void modal.info({
            title: t("release_title", { code: release_code }),
            content: t("release_how", { where: `${unit_name} ${device_name}` }),
            okText: t("release_ok"),
          });
        },
        onError: refuse,
      },
    );
  return { answer, busy: send.isPending };
}
