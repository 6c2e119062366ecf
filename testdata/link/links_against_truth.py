"""Says how good links are: links_against_truth.py LINKS.csv TRUTH.csv (truth: child,state,state_student_id,...; ids STATE/ID)

Pairs over all records of a child, as `vereda link` writes them for one file.
"""
import csv, sys
from collections import Counter

child = {row["state"] + "/" + row["state_student_id"]: row["child"] for row in csv.DictReader(open(sys.argv[2]))}
true = sum(n * (n - 1) // 2 for n in Counter(child.values()).values())
counts = Counter()
falsely = set()
for row in csv.DictReader(open(sys.argv[1])):
    a, b = child[row["id_a"]], child[row["id_b"]]
    counts[row["decision"], a == b] += 1
    if row["decision"] == "automatic" and a != b:
        falsely.update((a, b))
right, wrong = counts["automatic", True], counts["automatic", False]
precision, recall = right / max(1, right + wrong), right / max(1, true)
looked = counts["review", True] + counts["review", False]
print(f"true pairs {true}")
print(f"automatic  {right + wrong}: precision {precision:.5f}, recall {recall:.4f}, "
      f"F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}")
print(f"children in a false merge per 100,000: {100000 * len(falsely) / max(1, len(set(child.values()))):.0f}")
print(f"review     {looked}: {counts['review', True] / max(1, looked):.2f} of them true, "
      f"{100 * looked / max(1, len(child)):.2f} per 100 records; recall with them {(right + counts['review', True]) / max(1, true):.4f}")
