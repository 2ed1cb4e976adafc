import { texts } from "../text.ts";

/** How the cells of a column are read. */
export const readingTexts = texts({
  reading: ["取值规则", "Value rules", "값 규칙"],
  reading_of: ["{field}的取值规则", "Value rules for {field}", "{field} 값 규칙"],
  missing_cells: ["当作空白", "Treat as empty", "빈칸으로 처리"],
  missing_hint: ["如 118、未知", "e.g. 118, unknown", "예: 118, 미상"],
  when_empty: ["空白时填", "If empty, use", "빈칸이면"],
  every_row: ["每行都填", "Every row", "모든 행"],
  leave_empty: ["留空", "Leave empty", "비워 둠"],
  row_hint: [
    "{token} 会变成行号，例如“客户 {token}”",
    "{token} becomes the row number, e.g. Customer {token}",
    "{token}은 행 번호로 바뀝니다. 예: 고객 {token}",
  ],
  instead: ["替换", "Replace", "값 바꾸기"],
  add_pair: ["加一个值", "Add a value", "값 추가"],
  pair_from: ["文件里的第 {n} 个值", "Value {n} in the file", "파일의 값 {n}"],
  pair_to: ["第 {n} 个值换成", "Value {n} becomes", "값 {n}의 결과"],
  pair_remove: ["去掉第 {n} 个值", "Remove value {n}", "값 {n} 삭제"],
  half_pair: [
    "“{field}”的取值规则里，有的值还没写换成什么。",
    "In the value rules for “{field}”, a replacement is not filled in yet.",
    "‘{field}’ 값 규칙에 아직 비어 있는 값이 있습니다.",
  ],
  said_twice: [
    "“{field}”的取值规则里，“{value}”出现了两次。",
    "“{value}” appears twice in the value rules for “{field}”.",
    "‘{field}’ 값 규칙에 ‘{value}’이(가) 두 번 있습니다.",
  ],
  strange: ["认不出的值", "Not recognised", "알 수 없는 값"],
  strange_count: ["{count} 个值认不出", "{count} {count|value|values} not recognised", "알 수 없는 값 {count}개"],
  strange_add: ["把“{value}”换成…", "Replace “{value}”…", "‘{value}’ 바꾸기…"],
  in_file: ["文件里", "In the file", "파일"],
  read_as: ["导入为", "Imported as", "가져온 값"],
  nothing: ["空白", "empty", "빈칸"],
  empty: ["空白", "empty", "빈칸"],
  times: ["{text}（{count} 次）", "{text} ({count}×)", "{text}({count}회)"],
  is_nothing: ["{cells} = 空白", "{cells} = empty", "{cells} = 빈칸"],
  empty_is: ["空白 = {text}", "empty = {text}", "빈칸 = {text}"],
  always: ["每行 = {text}", "every row = {text}", "모든 행 = {text}"],
});
