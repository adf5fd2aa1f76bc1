/** Values of attributes in JSX. */

/**
 * What an ordinary attribute may hold; nothing of it is there for false, null and undefined.
 *
 * @category JSX
 */
export type AttributeValue = string | number | bigint | boolean | null | undefined;

/**
 * A text.
 *
 * @internal
 */
export type Text = string | number | bigint | false | null | undefined;
/**
 * There or not there.
 *
 * @internal
 */
export type Flag = boolean | "" | null | undefined;
/**
 * One of some words.
 *
 * @internal
 */
export type Word<Words extends string> = Words | false | null | undefined;
/**
 * Attributes by these names that hold texts.
 *
 * @internal
 */
export type Texts<Names extends string> = { [Name in Names]?: Text };
/**
 * Attributes by these names that are there or not.
 *
 * @internal
 */
export type Flags<Names extends string> = { [Name in Names]?: Flag };
