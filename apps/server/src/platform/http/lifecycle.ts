/** Shared by the listener and the readiness check. */
export interface Lifecycle {
  /** Set when the process has been asked to end: a balancer should look elsewhere. */
  draining: boolean;
}
