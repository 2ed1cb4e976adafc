export interface RunningRole {
  name: string;
  /** Takes no new work, finishes what runs. */
  stop(): Promise<void>;
}
