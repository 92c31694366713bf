"""Hard sentence ends are found, in English and Arabic."""

from __future__ import annotations

import pytest

from sources.model import Block, BlockKind
from sources.sentences import sentences

# A bar stands where one sentence ends and the next begins.
HARD_CASES = """\
Dr. Khalil reached Idlib on Monday.| He left at once.
Mr. and Mrs. Haddad fled to Afrin.| They had nothing.
The U.S. envoy flew to Ankara.| He met nobody.
He returned to the U.S.| The talks went on without him.
The U.N. Security Council met.| It did nothing.
The U.K., the U.S. and the E.U. agreed.
The convoy left at 5 a.m. and reached Homs by noon.
On Friday at 3 p.m. the U.S. Army left.| It was over.
J. R. Smith and A. B. Jones wrote the report.| It names Hama.
President George W. Bush spoke.| Nobody listened.
Hospital No. 5 in Douma was hit twice.| No. 7 was spared.
He waited ... and then he went to Hama.
He waited…| Nobody came.
He waited...| Nobody came.
The talks failed. . . .| War came.
“We saw the smoke.”| Then the phones went dead.
"We saw the smoke."| Then the phones went dead.
‘We ran.’| She wept.
He spoke of "the end."| She did not.
He asked, “Where is Douma?” and nobody knew.
“Where is Douma?” he asked.| Nobody knew.
He said: “Stop!”| They did not stop.
Who bombed Grozny?!| Nobody answered!
Was it Idlib?| Or Afrin?| Nobody knew.
(The road was closed.)| Buses turned back.
The road (see p. 12) was closed.| Buses turned back.
The road was closed (it reopened on Sunday).| Buses ran again.
He flew to St. Petersburg on Friday.| She stayed in Moscow.
St. Petersburg is cold.| So is Moscow.
Mt. Hermon and Ft. Worth are far apart.
It cost 3.5 million dollars in Aleppo.| Some 1.2 million fled.
Troops moved on Feb. 26, 2020 towards Saraqib.| Rain fell.
They fled, e.g. to Atmeh, i.e. across the hills.
The M5 runs via Hama, Homs, etc. to Damascus.
He lives in Washington, D.C.| She lives in Berlin.
Lt. Gen. Salim and Gov. Nasser met in Sochi.| Col. Farid waited.
The aid group Doctors of the World Inc. left Syria.| It came back in May.
See www.example.org/idlib.html for the map.| Or call.
The Kremlin said no.[3]| Ankara said yes.
1. The road was cut.| 2. The bridge fell.
The army took Hama.\N{NO-BREAK SPACE}|Then\N{NO-BREAK SPACE}Homs fell.
Turkey – a NATO member – agreed.| Russia did not…
هل وصلت القافلة إلى إدلب؟| لم يجب أحد.
كم عدد النازحين؟| ومن أين جاؤوا؟
وصلت القافلة إلى حلب.| ثم عادت إلى حماة.
وصل د. خالد إلى حلب.| ثم غادر إلى دمشق.
قال الوزير: «انتهت الحرب.»| لم يصدقه أحد.
شام کی جنگ جاری ہے۔| حلب تباہ ہو گیا۔
アレッポは陥落した。|ホムスは残った。
Dr. He of Peking University spoke.| Prof. An did not.
U.S. Senator Jane Roe flew to Homs.| U.S. aid did not.
It ended World War I.| The border was drawn later.
Gary, Ind. -- A road was closed on Monday.| It reopens soon.
They met at 8 a.m. Tuesday in Geneva.| They met at 9 p.m.| Rain fell.
The doors open at 7 p.m. EST on Feb. 3.| It ends in Nov.| Then comes winter.
The vote in Sochi was on Sept. 30.| In Oct. the troops left.
“Where is Douma?” Nour Haddad asked.| Nobody answered her.
“Run!” he cried.| “They are here.”| We ran.
“We saw the smoke.| Then the phones went dead.”| He wept.
She said (and meant it!) that Hama was lost.| It was.
He said: “The road is closed.”| “Since when?” she asked.
He waited... but nobody came...| Homs had fallen.
“And yet . . . we stayed,” he said.| “Why?”
A woman waits in Atmeh, March 20, 2016.| She has a son.| © 2016 Reuters
Children play in Douma.|The army withdrew on Sunday.
Smoke over Homs (AFP).|The army withdrew on Sunday.
A camp near the border in 2016.|She lives there still.
See www.Example.Com for a map.| Node.Js is not a town.
She flew to St. John's, N.L.| The harbour was frozen.
Ten people (U.S. and U.K. citizens) left.| Two stayed (in Homs, etc.).| One came back.
He paid $3.5m.| 20 buses came on Nov. 3.| 5 left.
He owns No. 4 Main St.| The owner left.| No.| He stayed.
Mr.\N{NO-BREAK SPACE}Haddad left Idlib.|\N{NO-BREAK SPACE} He went to\N{NO-BREAK SPACE}Afrin.
the road was closed.| nobody left.| the war went on.
he lives in aleppo e.g. near the citadel
The Kremlin denied it.¹| Ankara confirmed it.²
Sens. Roe and Doe, Rep. Poe et al. met in Sochi.
J. R. R. T. of Homs wrote it.| B. did not.
The treaty (Art. 5, para. 2) holds.| See vol. 3, p. 7, fig. 2.
What next? asked nobody.| Nothing!
The “M.A.L.M. Hisbullah” road is in Sri Lanka.| It is long.
Three towns fell: 1) Homs, 2) Hama, 3) Idlib.| Then came winter.
a. The first town.| b. The second town.
iv. Damascus is the capital.| It is old.
He fled (to Jordan?).| She stayed!
وصل الرئيس إلى دمشق عام 2016.| غادر في اليوم التالي.
قال: «لن نغادر!»| ثم غادروا.
غادرت القافلة حمص، ثم وصلت إلى حماة؛ لم يصب أحد.| انتهى اليوم.
التقى م. أ. خليل وأ. سعيد في حلب.| لم يتفقا.
سقطت المدينة…| عاد الناس.
من قصف حلب؟!| لا أحد يعلم!
بلغ العدد 3.5 مليون نازح.| عاد 1.2 مليون.
""".splitlines()


def split(text: str) -> list[str]:
    paragraph = Block(0, len(text), BlockKind.PARAGRAPH)
    return [text[start:end] for start, end in sentences(text, [paragraph])]


@pytest.mark.parametrize("case", HARD_CASES)
def test_hard_sentence_ends(case: str) -> None:
    assert split(case.replace("|", "")) == [part.strip() for part in case.split("|")]
