import { registerErrors } from "../kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  job_over: {
    status: 409,
    title: t("任务已结束", "The job is over", "이미 끝난 작업입니다"),
    detail: t(
      "任务已经{state}，不能再暂停、继续或取消。",
      "The job is {state}; it can no longer be paused, resumed or canceled.",
      "작업이 {state} 상태라 일시 중지·재개·취소할 수 없습니다.",
    ),
  },
  job_not_pausable: {
    status: 409,
    title: t("这类任务不能暂停", "This kind of job cannot be paused", "일시 중지할 수 없는 작업입니다"),
    detail: t(
      "可以取消，之后重新开始。",
      "It can be canceled and started again.",
      "취소한 뒤 다시 시작할 수 있습니다.",
    ),
  },
  job_not_cancelable: {
    status: 409,
    title: t("这类任务不能取消", "This kind of job cannot be canceled", "취소할 수 없는 작업입니다"),
    detail: t(
      "必须做完；可以暂停，之后继续。",
      "It has to be finished; it can be paused and go on later.",
      "끝까지 처리해야 하는 작업입니다. 일시 중지한 뒤 이어서 진행할 수 있습니다.",
    ),
  },
  job_not_paused: {
    status: 409,
    title: t("任务没有暂停", "The job is not paused", "일시 중지된 작업이 아닙니다"),
    detail: t("任务正在进行，无需继续。", "It is under way already.", "이미 진행 중입니다."),
  },
  nothing_failed: {
    status: 409,
    title: t("没有失败的行", "Nothing failed", "실패한 항목이 없습니다"),
    detail: t(
      "没有可以重试的内容，或这类任务不能只重试失败的部分。",
      "There is nothing to try again, or this kind of job cannot repeat its failures alone.",
      "다시 시도할 항목이 없거나 실패분만 재시도할 수 없는 작업입니다.",
    ),
  },
  cron_invalid: {
    status: 422,
    title: t("时间表无效", "The schedule is not valid", "일정이 올바르지 않습니다"),
    detail: t(
      "请使用五段的 cron 表达式，例如 30 3 * * *（每天 03:30），且每小时至多一次。",
      "Use a cron expression of five fields such as 30 3 * * * (03:30 every day), at most once an hour.",
      "30 3 * * *(매일 03:30)처럼 다섯 항목의 cron 식을, 한 시간에 한 번 이하로 입력하세요.",
    ),
  },
});
