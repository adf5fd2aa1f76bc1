/** The plants of the shared filter: what there is to choose from. */

export interface Plant {
  name: string;
  kind: Kind;
  light: "sun" | "shade";
  price: number;
}

export const KINDS = ["Herb", "Fern", "Succulent", "Climber"] as const;
export type Kind = typeof KINDS[number];

const plant = (name: string, kind: Kind, light: Plant["light"], price: number): Plant => ({
  name,
  kind,
  light,
  price,
});

export const PLANTS: readonly Plant[] = [
  plant("Basil", "Herb", "sun", 3),
  plant("Bay laurel", "Herb", "sun", 14),
  plant("Chives", "Herb", "sun", 3),
  plant("Lemon balm", "Herb", "shade", 4),
  plant("Mint", "Herb", "shade", 3),
  plant("Thyme", "Herb", "sun", 4),
  plant("Boston fern", "Fern", "shade", 12),
  plant("Hart's tongue", "Fern", "shade", 9),
  plant("Maidenhair", "Fern", "shade", 11),
  plant("Royal fern", "Fern", "shade", 16),
  plant("Aloe", "Succulent", "sun", 8),
  plant("Houseleek", "Succulent", "sun", 4),
  plant("Jade plant", "Succulent", "sun", 13),
  plant("Stonecrop", "Succulent", "sun", 5),
  plant("Clematis", "Climber", "sun", 18),
  plant("Honeysuckle", "Climber", "sun", 15),
  plant("Ivy", "Climber", "shade", 6),
  plant("Passion flower", "Climber", "sun", 19),
];
