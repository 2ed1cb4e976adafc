import { texts } from "../text.ts";

export const operations = texts({
  title: ["运维", "Operations", "운영"],
  note: [
    "整套系统的状态、队列、备份与演练；每 10 秒更新",
    "State, queues, backups and drills of this installation; updated every 10 seconds",
    "시스템 상태, 대기열, 백업과 복구 훈련. 10초마다 갱신",
  ],
  parts: ["各部分", "Parts", "구성 요소"],
  part: ["部分", "Part", "구성 요소"],
  state: ["状态", "State", "상태"],
  figure: ["数值", "Figure", "수치"],
  since: ["最近", "Last", "최근"],
  advice: ["怎么办", "What to do", "조치"],
  ok: ["正常", "OK", "정상"],
  attention: ["需要留意", "Needs attention", "확인 필요"],
  down: ["已停", "Down", "중단"],
  versions: ["版本", "Versions", "버전"],
  program: ["程序", "Program", "프로그램"],
  node: ["Node", "Node", "Node"],
  postgres: ["PostgreSQL", "PostgreSQL", "PostgreSQL"],
  started_at: ["启动于", "Started", "시작"],
  database_size: ["数据库大小", "Database size", "데이터베이스 크기"],
  mib: ["{size} MiB", "{size} MiB", "{size} MiB"],
  consumers: ["事件读取者", "Event consumers", "이벤트 소비자"],
  consumer: ["名称", "Name", "이름"],
  behind: ["落后事件", "Events behind", "밀린 이벤트"],
  backups: ["备份与演练", "Backups and drills", "백업과 복구 훈련"],
  backups_note: ["./dev backup、./dev drill", "./dev backup, ./dev drill", "./dev backup, ./dev drill"],
  kind: ["种类", "Kind", "종류"],
  time: ["时间", "Time", "시간"],
  took: ["用时", "Took", "소요"],
  seconds: ["{seconds} 秒", "{seconds} s", "{seconds}초"],
  size: ["大小", "Size", "크기"],
  loss: ["会丢失", "Would be lost", "예상 손실"],
  books: ["账本", "Ledgers", "원장"],
  books_sound: ["{count} 本，均无误", "{count}, all correct", "{count}개, 이상 없음"],
  books_wrong: [
    "{count} 本，{findings} 处不符",
    "{count}, {findings} {findings|finding|findings}",
    "{count}개, 불일치 {findings}건",
  ],
  no_backups: ["还没有备份", "No backup yet", "아직 백업이 없습니다"],
  no_backups_why: [
    "内置数据库：在服务器上运行 ./dev backup 目录。外部数据库：按 docs/operations.md 使用 pgBackRest。",
    "Embedded database: run ./dev backup DIR on the server. External database: use pgBackRest, see docs/operations.md.",
    "내장 데이터베이스는 서버에서 ./dev backup DIR 을 실행하고, 외부 데이터베이스는 docs/operations.md 의 pgBackRest 안내를 따르세요.",
  ],
  timers: ["失败的定时任务", "Failing timers", "실패한 예약 작업"],
  timers_note: ["本租户", "This tenant", "이 테넌트"],
  key: ["对象", "Subject", "대상"],
  due: ["应在", "Due", "예정"],
  attempts: ["次数", "Attempts", "시도"],
  next_try: ["下次", "Next try", "다음 시도"],
  error: ["原因", "Reason", "원인"],
  remark: ["说明", "Note", "비고"],
  at_once: ["马上", "Now", "즉시"],
  retry_all: ["全部马上重试", "Retry all now", "모두 즉시 재시도"],
  retried: [
    "{count} 个定时任务马上重试",
    "Retrying {count} {count|timer|timers} now",
    "예약 작업 {count}건을 즉시 재시도합니다",
  ],
  no_timers: ["没有失败的定时任务", "No failing timers", "실패한 예약 작업이 없습니다"],
  no_timers_why: [
    "失败的会越等越久地自动重试，并出现在这里。",
    "Failed timers are retried automatically at growing intervals and appear here.",
    "실패한 작업은 간격을 늘려 자동으로 재시도되며 여기에 표시됩니다.",
  ],
  failed_jobs: ["不再重试的后台任务", "Jobs no longer retried", "더 이상 재시도하지 않는 작업"],
  task: ["任务", "Task", "작업"],
  count: ["数量", "Count", "건수"],
});

/** Who reads the event log. */
export const consumerNames = texts({
  "members.duplicates": ["查重", "Duplicate search", "중복 회원 찾기"],
  "members.figures": ["会员统计与标签", "Member figures and tags", "회원 통계와 태그"],
  "points.behaviours": ["行为积分", "Points for behaviours", "행동 포인트"],
  webhooks: ["事件推送", "Webhooks", "웹훅"],
});

/** What a part is called and, when it needs somebody, what that one does. */
export const operationParts = texts({
  schema: ["数据库结构", "Schema", "스키마"],
  worker: ["后台进程", "Worker", "워커"],
  jobs: ["等待的任务", "Waiting jobs", "대기 작업"],
  failed_jobs: ["失败的任务", "Failed jobs", "실패 작업"],
  outbox: ["待排序事件", "Events to sequence", "정렬 대기 이벤트"],
  timers: ["失败的定时任务", "Failing timers", "실패한 예약 작업"],
  archive: ["日志归档", "Log archive", "로그 보관"],
  shipping: ["日志随送", "Log shipping", "로그 전송"],
  backup: ["备份", "Backup", "백업"],
  drill: ["恢复演练", "Drill", "복구 훈련"],
});

export const operationAdvice = texts({
  schema: ["运行 ./dev db migrate", "Run ./dev db migrate", "./dev db migrate 실행"],
  worker: ["启动一个 --role=worker 进程", "Start a process with --role=worker", "--role=worker 프로세스를 시작"],
  jobs: ["增加后台进程，或看日志", "Add workers, or read the log", "워커를 늘리거나 로그 확인"],
  failed_jobs: ["看下面的原因，修正后重试", "Fix the cause below, then retry", "아래 원인을 고친 뒤 재시도"],
  outbox: ["看后台进程的日志", "Read the worker's log", "워커 로그 확인"],
  timers: ["看下面的原因，可以马上重试", "See below; you can retry now", "아래 원인 확인 후 즉시 재시도"],
  archive: [
    "检查备份盘是否挂载、是否已满",
    "Check that the backup disk is mounted and not full",
    "백업 디스크 연결과 용량 확인",
  ],
  shipping: [
    "./dev start 在运行吗？备份盘慢吗？",
    "Is ./dev start running? Is the backup disk slow?",
    "./dev start 실행과 디스크 속도 확인",
  ],
  backup: ["运行 ./dev backup", "Run ./dev backup", "./dev backup 실행"],
  drill: ["运行 ./dev drill", "Run ./dev drill", "./dev drill 실행"],
});

export const runKinds = texts({
  backup: ["备份", "Backup", "백업"],
  drill: ["演练", "Drill", "훈련"],
  restore: ["恢复", "Restore", "복원"],
});
