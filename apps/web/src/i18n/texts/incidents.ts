import { texts } from "../text.ts";

export const incidentForm = texts({
  create: ["登记事件", "Record an incident", "사고 등록"],
  what: ["发生了什么", "What happened", "무슨 일이 있었나요"],
  when: ["何时发现", "Discovered at", "발견 시각"],
  people: ["涉及人数", "People affected", "관련 인원"],
  people_told: ["涉及 {people} 人", "{people} people affected", "{people}명 관련"],
  severity: ["严重程度", "Severity", "심각도"],
  measures: ["已采取的措施", "Measures taken", "조치 사항"],
  saved: ["已登记", "Recorded", "등록했습니다"],
});
