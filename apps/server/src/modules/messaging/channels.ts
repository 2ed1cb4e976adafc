/** What a person is reached by. A tenant has one channel for each. */
export type Medium = "sms" | "email";

/** A way of delivering. Adding one: an entry here, its name in the table's check, and a job when it leaves the process. */
export interface Channel {
  readonly name: "sms_test" | "email_test";
  readonly medium: Medium;
  /**
   * In the process: the message is delivered by being written, in the sender's transaction. Any other channel leaves it
   * `queued` for a job that talks to the carrier after the commit; no network call happens inside a transaction.
   */
  readonly in_process: boolean;
}

/** Show messages to staff instead of sending them: for evaluation, sandboxes and tests. */
const test_channels: Record<Medium, Channel> = {
  sms: { name: "sms_test", medium: "sms", in_process: true },
  email: { name: "email_test", medium: "email", in_process: true },
};

export function channelOf(medium: Medium): Channel {
  return test_channels[medium];
}
