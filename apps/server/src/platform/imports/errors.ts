import { registerFieldTexts } from "../i18n/field-texts.ts";
import { registerErrors } from "../kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  file_unreadable: {
    status: 422,
    title: t("文件无法读取", "The file cannot be read", "파일을 읽을 수 없습니다"),
    detail: t(
      "需要 CSV（UTF-8 或 GB18030）或 XLSX 文件，第一行是列名；或每行一个对象的 JSON。{reason}",
      "It takes a CSV (UTF-8 or GB18030) or XLSX file whose first row names the columns, or JSON with an object a line. {reason}",
      "첫 행에 열 이름이 있는 CSV(UTF-8 또는 GB18030)나 XLSX, 또는 줄마다 객체 하나인 JSON 파일이 필요합니다. {reason}",
    ),
  },
  file_too_dense: {
    status: 422,
    title: t("压缩文件异常", "The file unpacks to too much", "압축이 비정상적으로 큽니다"),
    detail: t(
      "解压后的内容过大，已拒绝读取。",
      "What it holds unpacked is too large to be a table; it was not read.",
      "압축을 풀면 표로 보기에는 너무 커서 읽지 않았습니다.",
    ),
  },
  import_kind_unknown: {
    status: 422,
    title: t("不支持这类导入", "There is no such import", "지원하지 않는 가져오기입니다"),
    detail: t("可用的类型见 kinds。", "See the kinds for what can be imported.", "가능한 종류는 kinds를 확인하세요."),
  },
  mapping_incomplete: {
    status: 422,
    title: t("列对应不完整", "The mapping is not complete", "열 지정이 완전하지 않습니다"),
    detail: t(
      "必填字段须各对应一列：{fields}。",
      "Each required field needs a column: {fields}.",
      "필수 항목마다 열을 지정하세요: {fields}.",
    ),
  },
  import_busy: {
    status: 409,
    title: t("导入正在处理", "The import is under way", "가져오기가 진행 중입니다"),
    detail: t(
      "当前状态是 {state}，请等任务结束后再操作。",
      "Its state is {state}; wait until the job is over.",
      "현재 상태는 {state}입니다. 작업이 끝난 뒤 다시 시도하세요.",
    ),
  },
  import_cannot_be_undone: {
    status: 422,
    title: t("这类导入不能撤销", "Such an import cannot be undone", "이 가져오기는 취소할 수 없습니다"),
    detail: t(
      "请在对应的页面逐条处理。",
      "Take its rows back one by one where they are shown.",
      "해당 화면에서 하나씩 처리하세요.",
    ),
  },
  import_no_longer_allowed: {
    status: 403,
    title: t("已无权导入", "No longer allowed", "더 이상 가져올 권한이 없습니다"),
    detail: t(
      "发起人已停用，或不再有这类导入的权限；已完成的行保留。",
      "Whoever started it is disabled or may no longer import this; rows that are done stay done.",
      "시작한 사람이 비활성화되었거나 권한이 없어 중단했습니다. 완료된 행은 유지됩니다.",
    ),
  },
});

registerFieldTexts({
  row_broken: t(
    "这一行的格式损坏：{reason}",
    "This row is broken: {reason}",
    "이 행의 형식이 손상되었습니다: {reason}",
  ),
  too_many_cells: t(
    "这一行的列数多于表头",
    "This row has more cells than the header",
    "이 행의 칸 수가 머리글보다 많습니다",
  ),
  used_since: t("已有后续记录，未撤销", "Has been used since; left as it is", "이후 사용되어 되돌리지 않았습니다"),
});
