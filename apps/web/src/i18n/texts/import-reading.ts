import { texts } from "../text.ts";

/** How the cells of a column are read. */
export const readingTexts = texts({
  reading: ["读法", "Reading", "읽는 방식"],
  reading_of: ["{field}的读法", "Reading of {field}", "{field} 읽는 방식"],
  missing_cells: ["视为没有", "Says nothing", "없음으로 보는 값"],
  missing_hint: ["如 118、未知", "such as 118, unknown", "예: 118, 미상"],
  when_empty: ["空白时填", "Where empty", "빈칸에 넣을 값"],
  every_row: ["每行都填", "In every row", "모든 행에 넣을 값"],
  leave_empty: ["留空", "Stays empty", "비워 둠"],
  row_hint: [
    "{token} 会变成行号，如“客户 {token}”",
    "{token} becomes the number of the row: Customer {token}",
    "{token}은 행 번호로 바뀝니다. 예: 고객 {token}",
  ],
  instead: ["换成", "Stands for", "바꿔 읽는 값"],
  add_pair: ["加一个值", "Add a value", "값 추가"],
  pair_from: ["文件里的第 {n} 个值", "Value {n} in the file", "파일의 값 {n}"],
  pair_to: ["第 {n} 个值读作", "Value {n} is read as", "값 {n}의 결과"],
  pair_remove: ["去掉第 {n} 个值", "Remove value {n}", "값 {n} 삭제"],
  half_pair: [
    "“{field}”的读法里，有的值还没写换成什么。",
    "In the reading of “{field}” a value stands for nothing yet.",
    "‘{field}’의 읽는 방식에 아직 비어 있는 값이 있습니다.",
  ],
  said_twice: [
    "“{field}”的读法里，“{value}”说了两次。",
    "The reading of “{field}” names “{value}” twice.",
    "‘{field}’의 읽는 방식에 ‘{value}’이(가) 두 번 있습니다.",
  ],
  strange: ["认不出的值", "Not understood", "알 수 없는 값"],
  strange_count: ["{count} 个值认不出", "{count} {count|value|values} not understood", "알 수 없는 값 {count}개"],
  strange_add: ["把“{value}”换成…", "“{value}” stands for …", "‘{value}’ 바꿔 읽기"],
  in_file: ["文件里", "In the file", "파일"],
  read_as: ["读作", "Read as", "결과"],
  nothing: ["没有", "nothing", "없음"],
  empty: ["空白", "empty", "빈칸"],
  times: ["{text}（{count} 次）", "{text} ({count}×)", "{text}({count}회)"],
  is_nothing: ["{cells} = 没有", "{cells} = nothing", "{cells} = 없음"],
  empty_is: ["空白 = {text}", "empty = {text}", "빈칸 = {text}"],
  always: ["每行 = {text}", "every row = {text}", "모든 행 = {text}"],
});
