import { registerConstraints } from "../../../platform/db/pool.ts";
import { registerFieldTexts } from "../../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  filter_hidden: {
    status: 403,
    title: t("不能按这个条件查找", "Not a condition for this role", "사용할 수 없는 조건입니다"),
    detail: t(
      "你的角色看不到这项信息，也不能按它筛选。",
      "The caller's role hides this from them, so it cannot be asked for either.",
      "현재 역할에서 볼 수 없는 정보로는 검색할 수 없습니다.",
    ),
  },
  selection_expired: {
    status: 422,
    title: t("选择已过期", "The selection has expired", "선택이 만료되었습니다"),
    detail: t(
      "选中的名单只保留一天，请重新选择。",
      "A selection is kept for a day. Select the people again.",
      "선택한 명단은 하루 동안 보관됩니다. 다시 선택하세요.",
    ),
  },
  selection_empty: {
    status: 422,
    title: t("没有选中任何人", "Nobody is selected", "선택된 회원이 없습니다"),
    detail: t("请放宽条件后再选。", "Choose wider conditions and select again.", "조건을 넓혀 다시 선택하세요."),
  },
  bulk_not_undoable: {
    status: 422,
    title: t("不能撤销", "Cannot be taken back", "되돌릴 수 없습니다"),
    detail: t(
      "只有已完成、改动过会员且不超过 7 天的批量操作可以撤销。",
      "Only a bulk change that is over, has changed somebody and is not older than 7 days can be taken back.",
      "완료되었고 변경 내용이 있으며 7일이 지나지 않은 일괄 변경만 되돌릴 수 있습니다.",
    ),
  },
  bulk_not_retryable: {
    status: 409,
    title: t("不能重做", "Cannot be tried again", "다시 시도할 수 없습니다"),
    detail: t(
      "只有已结束、没有再撤销或重试过且不超过 7 天的批量操作可以重试失败的。",
      "What failed can be tried again when the bulk change is over, was not taken back or tried again since, and is not older than 7 days.",
      "완료되었고 그 뒤 되돌리거나 다시 시도하지 않았으며 7일이 지나지 않은 일괄 변경만 실패분을 다시 시도할 수 있습니다.",
    ),
  },
  bulk_busy: {
    status: 409,
    title: t("这一批已有后续操作", "Something else was begun since", "이후 다른 작업이 시작되었습니다"),
    detail: t(
      "之后又对这一批做过撤销或重做，这个任务不能再继续。",
      "The bulk change was taken back or tried again since; this job cannot go on.",
      "이후 이 일괄 변경을 되돌리거나 다시 시도하여 이 작업은 이어서 진행할 수 없습니다.",
    ),
  },
  bulk_no_longer_allowed: {
    status: 403,
    title: t("发起人已无权限", "Whoever began it may no longer", "시작한 사람의 권한이 없습니다"),
    detail: t(
      "发起人已离职或不再有这项权限，操作已停止。",
      "Whoever began this is no longer in office or has lost the right, so it stopped.",
      "시작한 사람이 퇴직했거나 권한을 잃어 작업이 중단되었습니다.",
    ),
  },
  view_taken: {
    status: 409,
    title: t("视图名称已存在", "The view exists already", "이미 있는 보기 이름입니다"),
    detail: t("换一个视图名称。", "Choose another name for the view.", "다른 보기 이름을 선택하세요."),
  },
  views_full: {
    status: 422,
    title: t("视图太多", "Too many views", "보기가 너무 많습니다"),
    detail: t(
      "每人最多保存 {maximum} 个视图，请先删除不用的。",
      "Everybody may keep {maximum} views. Delete one that is not used first.",
      "1인당 최대 {maximum}개까지 저장할 수 있습니다. 사용하지 않는 보기를 먼저 삭제하세요.",
    ),
  },
});

registerFieldTexts({
  filter_hidden: t("你的角色看不到这项信息", "Hidden from this role", "현재 역할에서 볼 수 없습니다"),
});

registerConstraints({ saved_view_name_key: "view_taken" });
