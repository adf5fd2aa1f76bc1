/** The words of the framework that a visitor may see. */

/**
 * Words that a visitor may see. What is left out has its default.
 *
 * @category Hub
 */
export interface Messages {
  /** While the line is lost. */
  readonly offline?: string;
  /** Where the page has to be loaded anew, and that did not help by itself. */
  readonly reload?: string;
  /** The button beside it. */
  readonly reloadButton?: string;
  /** Where what was shown before an answer is taken back, for the handler failed or refused. */
  readonly undone?: string;
  /** The heading of the page that stands in for a view that could not be painted. */
  readonly error?: string;
  /** What stands there before the request's id, by which the log can be searched. */
  readonly request?: string;
  /** The heading of the page where a view says `notFound()` and the app has no page for that. */
  readonly notFound?: string;
  /** The heading where a form came that the page's script should have sent. */
  readonly unsent?: string;
  /** What stands there before the link back to the page: only the script could have sent it. */
  readonly unsentHelp?: string;
  /** The same where its page was made for another session, or before a login. */
  readonly unsentToken?: string;
  /** The same where it came from another site's page. */
  readonly unsentOrigin?: string;
  /** The same where an extension of the view refused it. */
  readonly unsentDenied?: string;
  /** The same where it is larger than a message may be. */
  readonly unsentLarge?: string;
  /** The same where it has files, or is no form. */
  readonly unsentType?: string;
  /** The same where it cannot be read. */
  readonly unsentBroken?: string;
  /** What `dj-confirm` asks where it has no words of its own. */
  readonly confirm?: string;
  /** What is read out when the line is back after it was said to be lost. */
  readonly online?: string;
}
