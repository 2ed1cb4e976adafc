import { App, Modal } from "antd";
import type { Failure } from "../../../api/client.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton, useAdvice } from "../../../ui/states.tsx";

/** What would be taken back and what stays, before a yes. */
export function UndoDialog({ import_id, onClose }: { import_id: string; onClose: () => void }) {
  const t = useText(importsTexts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const path = { import_id };
  const preview = useApi("GET /v1/imports/{import_id}/undo_preview", { path });
  const undo = useSend("POST /v1/imports/{import_id}/undo", ["GET /v1/imports/{import_id}", "GET /v1/imports"]);
  const takes_back = preview.data?.takes_back ?? 0;
  const onOk = () =>
    undo.mutate(
      { path },
      {
        onSuccess: () => {
          void message.success(t("undo_begun"));
          onClose();
        },
        onError: (error: Failure) => void message.error(advice(error)),
      },
    );
  return (
    <Modal
      open
      width={440}
      title={t("undo_title")}
      okText={t("undo_do", { count: number(takes_back) })}
      okButtonProps={{ danger: true, disabled: takes_back === 0 || preview.isFetching }}
      cancelText={c("cancel")}
      confirmLoading={undo.isPending}
      onOk={onOk}
      onCancel={onClose}
    >
      <QueryView query={preview} skeleton={<Skeleton rows={2} />}>
        {({ made, takes_back: goes }) =>
          goes === 0 ? (
            <p>{t("undo_nothing")}</p>
          ) : (
            <>
              <p>{t("undo_takes", { count: number(goes) })}</p>
              {made > goes ? <p className="warn">{t("undo_keeps", { count: number(made - goes) })}</p> : null}
            </>
          )
        }
      </QueryView>
    </Modal>
  );
}
