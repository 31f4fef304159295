"""The codes of each model family for the languages of the captions."""

_TABLE = """
af afr_Latn afr | am amh_Ethi amh | ar arb_Arab ara | as asm_Beng asm | az azj_Latn aze | ba bak_Cyrl bak
be bel_Cyrl bel | bg bul_Cyrl bul | bn ben_Beng ben | bo bod_Tibt bod | bs bos_Latn bos_Latn
ca cat_Latn cat | cs ces_Latn ces | cy cym_Latn cym | da dan_Latn dan | de deu_Latn deu | el ell_Grek ell
en eng_Latn eng | es spa_Latn spa | et est_Latn est | eu eus_Latn eus | fa pes_Arab pes | fi fin_Latn fin
fo fao_Latn fao | fr fra_Latn fra | gl glg_Latn glg | gu guj_Gujr guj | ha hau_Latn hau | he heb_Hebr heb
hi hin_Deva hin | hr hrv_Latn hrv | ht hat_Latn hat | hu hun_Latn hun | hy hye_Armn hye | id ind_Latn ind
is isl_Latn isl | it ita_Latn ita | ja jpn_Jpan jpn | jw jav_Latn jav | ka kat_Geor kat | kk kaz_Cyrl kaz
km khm_Khmr khm | kn kan_Knda kan | ko kor_Hang kor | lb ltz_Latn ltz | ln lin_Latn lin | lo lao_Laoo lao
lt lit_Latn lit | lv lvs_Latn lav | mg plt_Latn plt | mi mri_Latn mri | mk mkd_Cyrl mkd | ml mal_Mlym mal
mn khk_Cyrl mon | mr mar_Deva mar | ms zsm_Latn zsm_Latn | mt mlt_Latn mlt | my mya_Mymr mya
ne npi_Deva nep | nl nld_Latn nld | nn nno_Latn nno | no nob_Latn nob | oc oci_Latn oci | pa pan_Guru pan
pl pol_Latn pol | ps pbt_Arab pus | pt por_Latn por | ro ron_Latn ron | ru rus_Cyrl rus | sa san_Deva san
sd snd_Arab snd | si sin_Sinh sin | sk slk_Latn slk | sl slv_Latn slv | sn sna_Latn sna | so som_Latn som
sq als_Latn sqi | sr srp_Cyrl srp_Cyrl | su sun_Latn sun | sv swe_Latn swe | sw swh_Latn swa
ta tam_Taml tam | te tel_Telu tel | tg tgk_Cyrl tgk | th tha_Thai tha | tk tuk_Latn tuk | tl tgl_Latn tgl
tr tur_Latn tur | tt tat_Cyrl tat | uk ukr_Cyrl ukr | ur urd_Arab urd | uz uzn_Latn uzb | vi vie_Latn vie
yi ydd_Hebr yid | yo yor_Latn yor | yue yue_Hant yue_Hant | zh zho_Hans cmn_Hans
"""
"""Ours, FLORES-200 (NLLB), Tatoeba (OPUS-MT models of several targets)."""

_ROWS = [row.split() for row in _TABLE.replace("\n", "|").split("|") if row.strip()]

NLLB = {ours: flores for ours, flores, _ in _ROWS}
OPUS = {ours: tatoeba for ours, _, tatoeba in _ROWS}

_M2M100 = {"jw": "jv"}
_MADLAD = {"jw": "jv", "tl": "fil", "he": "iw"}
"""Where these families differ from our codes."""


def m2m100(code: str) -> str:
    """The code of M2M100 and SMaLL-100."""
    return _M2M100.get(code, code)


def madlad(code: str) -> tuple[str, ...]:
    """The codes of MADLAD-400, the likelier first."""
    return (code, _MADLAD[code]) if code in _MADLAD else (code,)
