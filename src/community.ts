/** The one community that a running program serves, with what its rules need of the settings. */
export interface Community {
  id: string;
  name: string;
  botName: string;
  zone: string;
  /** Local times between which nothing is pinged, e.g. 21:30 to 07:30. */
  quiet: { from: string; to: string };
}
