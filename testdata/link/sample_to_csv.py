"""Makes one CSV of the files that `vereda sample --out DIR` wrote: sample_to_csv.py DIR OUT.csv

The identifier is STATE/ID, so that truth.csv tells which records are one child. Measuring:
    vereda sample --children 125000 --seed 3 --out DIR && python3 sample_to_csv.py DIR children.csv
    vereda link children.csv --map children.toml --out links.csv && python3 links_against_truth.py links.csv DIR/truth.csv
"""
import csv, glob, os, sys

folder, out = sys.argv[1:3]
head = ["id", "first", "middle", "last", "last_2", "suffix", "sex", "born", "multiple", "birth_city", "birth_state",
        "birth_country", "parent_1_first", "parent_1_last", "parent_2_first", "parent_2_last", "phone_1", "phone_2"]
seen = set()
with open(out, "w", newline="", encoding="utf-8") as target:
    table = csv.writer(target)
    table.writerow(head)
    for path in sorted(glob.glob(os.path.join(folder, "*.mdes"))):
        with open(path, newline="", encoding="utf-8") as source:
            first = source.readline()
            sign = first[1]
            key, state, newest = None, first.split(sign)[2], None
            for line in source:
                cells = line.rstrip("\r\n").split(sign)
                if cells[0] == "S":
                    if newest and key not in seen:
                        seen.add(key)
                        table.writerow([key] + newest)
                    key, newest = cells[3] + "/" + cells[4], None
                elif cells[0] == "D":
                    c = cells + [""] * 24
                    newest = c[2:9] + c[9:10] + c[10:13] + c[14:18] + c[19:21]
            if newest and key not in seen:
                seen.add(key)
                table.writerow([key] + newest)
