import { App, Button } from "antd";
import type { Staff } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { staffTexts } from "../../../i18n/texts/organisation.ts";
import { useAdvice } from "../../../ui/states.tsx";

/** The number by which somebody signs in on the handheld: set by themselves, taken away by who looks after the staff. */
export function StaffPhone({ staff }: { staff: Staff }) {
  const t = useText(staffTexts);
  const may = useMay();
  const { message } = App.useApp();
  const advice = useAdvice();
  const removal = useSend("DELETE /v1/staff/{staff_id}/phone", ["GET /v1/staff"]);
  const { phone_tail, staff_id } = staff;
  if (phone_tail === null) return <p className="s mut gap-below">{t("phone_none")}</p>;
  const remove = () =>
    removal.mutate(
      { path: { staff_id } },
      {
        onSuccess: () => void message.success(t("phone_saved")),
        onError: (error) => void message.error("detail" in error && error.detail ? error.detail : advice(error)),
      },
    );
  return (
    <div className="staff-mail gap-below">
      <span className="s mut">{t("phone_set", { tail: phone_tail })}</span>
      {may("staff:write") ? (
        <Button loading={removal.isPending} onClick={remove}>
          {t("phone_forget")}
        </Button>
      ) : null}
    </div>
  );
}
