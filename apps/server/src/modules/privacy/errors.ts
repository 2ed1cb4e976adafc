import { registerConstraints } from "../../platform/db/pool.ts";
import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  received_in_future: {
    status: 422,
    title: t("收到时间在将来", "Received in the future", "접수 시각이 미래입니다"),
    detail: t(
      "收到时间不能晚于现在。",
      "A request cannot have arrived later than now.",
      "접수 시각은 현재보다 늦을 수 없습니다.",
    ),
  },
  request_open: {
    status: 409,
    title: t("同类申请正在处理", "Such a request is open", "같은 요청이 처리 중입니다"),
    detail: t(
      "该会员已有一件同类申请尚未办结，请在原申请上继续处理。",
      "This member has an open request of this kind. Go on with that one.",
      "이 회원의 같은 종류의 요청이 아직 처리 중입니다. 기존 요청에서 계속하세요.",
    ),
  },
  request_state: {
    status: 422,
    title: t("当前状态不能这样处理", "Not possible in this state", "현재 상태에서는 처리할 수 없습니다"),
    detail: t(
      "申请现在的状态是 {state}，不能执行这一步。",
      "The request is {state}; this step cannot be taken now.",
      "요청이 현재 {state} 상태이므로 이 단계를 진행할 수 없습니다.",
    ),
  },
  extended_already: {
    status: 422,
    title: t("已延期一次", "Extended already", "이미 연장되었습니다"),
    detail: t("每件申请只能延期一次。", "A request can be extended once.", "요청은 한 번만 연장할 수 있습니다."),
  },
  erasure_first: {
    status: 422,
    title: t("请先执行删除", "Erase first", "먼저 삭제를 진행하세요"),
    detail: t(
      "删除类申请在删除完成后自动办结。",
      "A request for erasure ends by itself when the data has been erased.",
      "삭제 요청은 데이터가 삭제되면 자동으로 완료됩니다.",
    ),
  },
  package_first: {
    status: 422,
    title: t("请先生成资料包", "Make the package first", "먼저 자료 패키지를 만드세요"),
    detail: t(
      "查阅类申请需要先生成个人信息资料包。",
      "A request for access is answered with the package of the person's data.",
      "열람 요청에는 개인정보 패키지가 필요합니다.",
    ),
  },
  not_for_this_kind: {
    status: 422,
    title: t("申请类型不符", "Not for this kind of request", "요청 종류가 맞지 않습니다"),
    detail: t(
      "这一步不适用于这类申请。",
      "This step belongs to another kind of request.",
      "이 단계는 다른 종류의 요청에 해당합니다.",
    ),
  },
  retention_too_short: {
    status: 422,
    title: t("保留期过短", "Kept too short", "보관 기간이 너무 짧습니다"),
    detail: t(
      "这类数据至少保留 {least} 天。",
      "Data of this class is kept for at least {least} days.",
      "이 데이터는 최소 {least}일 동안 보관해야 합니다.",
    ),
  },
});

registerFieldTexts({
  languages_repeat: t("每种语言只能有一份文本", "Must have each language once", "언어마다 문서는 하나여야 합니다"),
});

registerConstraints({ subject_request_open_key: "request_open" });
