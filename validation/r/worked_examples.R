# The worked examples of metadat's and metafor's own help pages (data sets dat.a to dat.h, topics a to l)
# that reproduce published analyses, as an analyst would run them.
# Writes tests/golden/worked_examples.json. Run from the top of the repository:
#   Rscript validation/r/worked_examples.R

suppressMessages({
  library(metafor)
  library(jsonlite)
})
tight <- list(threshold = 1e-12, maxiter = 10000)
closer <- list(optimizer = "nlminb", rel.tol = 1e-10)
inputs <- list()
cases <- list()
plain <- function(x) unname(as.vector(x))
input <- function(name, data) inputs[[name]] <<- as.list(data)
keep <- function(id, call, out) {
  out <- lapply(out, plain)
  cases[[length(cases) + 1]] <<- list(id = id, family = "worked examples", input = sub("/.*", "", id),
    call = call, out = out)
}
told <- function(res) {
  out <- list(b = res$beta, se = res$se, low = res$ci.lb, high = res$ci.ub)
  if (inherits(res, "rma.mv")) {
    if (res$withS) out$variances <- res$sigma2
  } else if (inherits(res, "rma.uni")) {
    out$tau2 <- res$tau2
  }
  if (!inherits(res, "robust.rma")) out$q <- res$QE
  out
}
read <- function(p, back = identity) {
  list(read = c(p$pred, p$ci.lb, p$ci.ub), predicted = c(p$pi.lb, p$pi.ub))
}

# Counts: Mantel-Haenszel and Peto.
a <- dat.anand1999
input("anand1999", a)
strong <- a$intensity %in% c("high", "moderate")
rows <- list(
  high = a$intensity == "high" & a$asp.t == 0 & a$asp.c == 0,
  aspirin = strong & a$asp.t == 0 & a$asp.c == 1,
  both = strong & a$asp.t == 1 & a$asp.c == 1
)
for (name in names(rows)) {
  keep(paste0("anand1999/", name), "rma.mh(measure = 'OR')",
    told(rma.mh(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = a[rows[[name]], ])))
}
input("collins1985a", dat.collins1985a[c("b.xti", "b.xci", "nti", "nci")])
keep("collins1985a/peto", "rma.peto()",
  told(suppressWarnings(rma.peto(ai = b.xti, n1i = nti, ci = b.xci, n2i = nci, data = dat.collins1985a))))
input("egger2001", dat.egger2001)
for (count in c(7, 16)) {
  keep(paste0("egger2001/", count), "rma.peto()", told(suppressWarnings(rma.peto(
    ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.egger2001[seq_len(count), ]))))
}
input("hahn2001", dat.hahn2001)
keep("hahn2001/mh", "rma.mh(measure = 'OR')", told(suppressWarnings(
  rma.mh(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.hahn2001))))
input("hartmannboyce2018", dat.hartmannboyce2018)
keep("hartmannboyce2018/mh", "rma.mh(measure = 'RR')", told(suppressWarnings(
  rma.mh(measure = "RR", ai = x.nrt, n1i = n.nrt, ci = x.ctrl, n2i = n.ctrl, data = dat.hartmannboyce2018))))
input("bcg", dat.bcg[c("year", "tpos", "tneg", "cpos", "cneg")])
pooled <- list(
  mh = rma.mh(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
  peto = rma.peto(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
)
for (name in names(pooled)) {
  one <- leave1out(pooled[[name]])
  grown <- cumul(pooled[[name]], order = dat.bcg$year)
  keep(paste0("bcg/leave1out_", name), "leave1out()",
    list(b = one$estimate, se = one$se, low = one$ci.lb, high = one$ci.ub, q = one$Q, i2 = one$I2))
  keep(paste0("bcg/cumul_", name), "cumul(order = year)",
    list(b = grown$estimate, se = grown$se, low = grown$ci.lb, high = grown$ci.ub))
}
bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
for (test in c("z", "knha")) {
  own <- blup(rma(yi, vi, data = bcg, test = test, control = tight))
  keep(paste0("bcg/blup_", test), paste0("blup(rma(test = '", test, "'))"),
    list(b = own$pred, se = own$se, low = own$pi.lb, high = own$pi.ub))
}
keep("bcg/orwin", "fsn(type = 'Orwin', target = log(0.95)), weighted = TRUE", list(n = c(
  fsn(yi, data = bcg, type = "Orwin", target = log(0.95))$fsnum,
  fsn(yi, vi, data = bcg, type = "Orwin", weighted = TRUE, target = log(0.95))$fsnum)))

# One effect a study.
d <- dat.baskerville2012
input("baskerville2012", d[c("author", "smd", "se", "meetings", "hours")])
keep("baskerville2012/re", "rma(method = 'DL')", told(rma(smd, sei = se, data = d, method = "DL")))
keep("baskerville2012/product", "rma(mods = ~ I(meetings * hours), method = 'DL')",
  told(suppressWarnings(rma(smd, sei = se, mods = ~ I(meetings * hours), data = d, method = "DL"))))
d <- dat.bonett2010
input("bonett2010", d)
keep("bonett2010/ABT", "predict(rma(measure = 'ABT'), transf = transf.iabt)",
  read(predict(rma(measure = "ABT", ai = ai, mi = mi, ni = ni, data = d, control = tight), transf = transf.iabt)))
keep("bonett2010/caregivers", "rma(measure = 'ARAW', mods = ~ caregivers)",
  told(rma(measure = "ARAW", ai = ai, mi = mi, ni = ni, mods = ~caregivers, data = d, control = tight)))
d <- dat.bangertdrowns2004
input("bangertdrowns2004", d[c("yi", "vi", "grade", "info", "pers", "imag", "meta")])
keep("bangertdrowns2004/grade", "rma(mods = ~ factor(grade))",
  told(rma(yi, vi, mods = ~ factor(grade), data = d, control = tight)))
keep("bangertdrowns2004/four", "rma(mods = ~ info + pers + imag + meta)",
  told(suppressWarnings(rma(yi, vi, mods = ~ info + pers + imag + meta, data = d, control = tight))))
d <- dat.debruin2009
input("debruin2009", d)
keep("debruin2009/all", "rma(mods = ~ scq + ethnicity + patients + select + sens)", told(rma(yi, vi,
  mods = ~ scq + ethnicity + patients + select + sens, data = escalc("PR", xi = xi, ni = ni, data = d), control = tight)))
d <- dat.curtis1998
input("curtis1998", d[c("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")])
keep("curtis1998/ROM", "rma(measure = 'ROM', method = 'DL')", told(rma(measure = "ROM",
  m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = d, method = "DL")))
d <- dat.frank2008
input("frank2008", d)
keep("frank2008/REH", "rma(measure = 'REH', level = 90)", told(rma(measure = "REH",
  ai = ct.ins.ins, bi = ct.ins.del, ci = ct.del.del, data = d, level = 90, control = tight)))
d <- escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.gibson2002)
d <- escalc("PBIT", ai = ai, bi = bi, ci = ci, di = di, data = d, replace = FALSE)
input("gibson2002", dat.gibson2002)
keep("gibson2002/both", "escalc('SMD'); escalc('PBIT', replace = FALSE); rma(yi, vi)",
  told(suppressWarnings(rma(yi, vi, data = d, control = tight))))
input("hackshaw1998", dat.hackshaw1998[c("yi", "vi")])
keep("hackshaw1998/read", "predict(rma(method = 'DL'), transf = exp)",
  read(predict(rma(yi, vi, data = dat.hackshaw1998, method = "DL"), transf = exp)))
input("hart1999", dat.hart1999)
for (measure in c("IRR", "IRD")) {
  keep(paste0("hart1999/", measure), "rma()", told(rma(measure = measure,
    x1i = x1i, x2i = x2i, t1i = t1i, t2i = t2i, data = dat.hart1999, control = tight)))
}

# Several effects a study.
d <- dat.assink2016
input("assink2016", d)
levels3 <- rma.mv(yi, vi, random = ~ 1 | study/esid, data = d, control = closer)
keep("assink2016/levels", "rma.mv(random = ~ 1 | study/esid)", told(levels3))
none <- rma.mv(yi, vi, data = d)
keep("assink2016/common", "rma.mv(yi, vi)", told(none))
for (held in list(c(0, NA), c(NA, 0))) {
  fit <- rma.mv(yi, vi, random = ~ 1 | study/esid, sigma2 = held, data = d, control = closer)
  name <- if (is.na(held[1])) "esid_held" else "study_held"
  keep(paste0("assink2016/", name), "rma.mv(sigma2 = c(0, NA)) or c(NA, 0)",
    c(told(fit), lrt = anova(fit, levels3)$LRT))
}
keep("assink2016/robust", "robust(cluster = study)", told(robust(levels3, cluster = study)))
general <- transform(d, deltype = relevel(factor(deltype), ref = "general"))
V <- vcalc(vi, cluster = study, obs = esid, data = general, rho = 0.6)
fit <- rma.mv(yi, V, mods = ~deltype, random = ~ 1 | study/esid, data = general, control = closer)
rob <- robust(fit, cluster = study)
keep("assink2016/robust_types", "robust(rma.mv(yi, V, mods = ~ deltype), cluster = study)",
  c(told(rob), list(qm = rob$QM, qmp = rob$QMp)))
keep("assink2016/robust_small", "robust(cluster = study, clubSandwich = TRUE)",
  told(robust(fit, cluster = study, clubSandwich = TRUE)))
one <- aggregate(escalc(yi = yi, vi = vi, data = d), cluster = study, rho = 0.6)
keep("assink2016/aggregate", "aggregate(cluster = study, rho = 0.6)", list(yi = one$yi, vi = one$vi))
both <- vcalc(vi, cluster = study, type = deltype, obs = esid, data = d, rho = c(0.7, 0.5))
one <- aggregate(escalc(yi = yi, vi = vi, data = d), cluster = study, V = both)
keep("assink2016/aggregate_types", "aggregate(cluster = study, V = vcalc(type = deltype, rho = c(0.7, 0.5)))",
  list(yi = one$yi, vi = one$vi))

d <- dat.begg1989
input("begg1989", d[c("study", "trt", "arms", "yi", "vi")])
d$trt <- relevel(factor(d$trt), ref = "CMO")
d$arms <- relevel(factor(d$arms), ref = "2")
keep("begg1989/bias", "rma.mv(mods = ~ trt + trt:arms, random = ~ 1 | study, method = 'ML')",
  told(rma.mv(yi, vi, mods = ~ trt + trt:arms, random = ~ 1 | study, data = d, method = "ML", control = closer)))
fit <- rma.mv(yi, vi, mods = ~trt, random = list(~ 1 | study, ~ trt | study), struct = "UN",
  tau2 = c(0, NA), rho = 0, data = d, method = "ML", control = closer)
keep("begg1989/random_treatment", "rma.mv(struct = 'UN', tau2 = c(0, NA), rho = 0)", told(fit))
d <- dat.berkey1998
input("berkey1998", d[c("trial", "outcome", "yi", "v1i", "v2i", "year")])
V <- vcalc(vi = 1, cluster = author, rvars = c(v1i, v2i), data = d)
fit <- rma.mv(yi, V, mods = ~ outcome - 1, random = ~ outcome | trial, struct = "UN", data = d, control = closer)
keep("berkey1998/outcomes", "rma.mv(yi, V, struct = 'UN')", c(told(fit), list(tau2 = fit$tau2, rho = fit$rho)))
d <- escalc("OR", ai = waward, n1i = wtotal, ci = maward, n2i = mtotal, data = dat.bornmann2007)
input("bornmann2007", dat.bornmann2007[c("study", "obs", "type", "waward", "wtotal", "maward", "mtotal")])
fit <- rma.mv(yi, vi, random = ~ 1 | study/obs, data = d, control = closer)
keep("bornmann2007/read", "predict(rma.mv(random = ~ 1 | study/obs), transf = exp)", read(predict(fit, transf = exp)))
keep("bornmann2007/type", "rma.mv(mods = ~ type)",
  told(rma.mv(yi, vi, mods = ~type, random = ~ 1 | study/obs, data = d, control = closer)))
d <- dat.dagostino1998
d <- escalc("SMD", m1i = mt, m2i = mc, sd1i = sdt, sd2i = sdc, n1i = nt, n2i = nc, data = d)
d <- subset(d, outcome %in% c("rnic1", "rnic2"))
input("dagostino1998", d[c("study", "outcome", "yi", "vi")])
d$esid <- ave(d$study, d$study, FUN = seq)
V <- vcalc(vi, cluster = study, obs = esid, rho = 0.7, data = d)
fit <- rma.mv(yi, V, mods = ~ outcome - 1, data = d)
keep("dagostino1998/outcomes", "rma.mv(yi, V, mods = ~ outcome - 1)", told(fit))
apart <- anova(fit, X = c(1, -1))
keep("dagostino1998/difference", "anova(X = c(1, -1))",
  list(b = apart$Xb, se = apart$se, p = apart$pval))
d <- escalc("PLO", xi = xi, ni = ni, add = 1 / 2, to = "all", data = dat.hasselblad1998)
input("hasselblad1998", dat.hasselblad1998[c("study", "trt", "xi", "ni")])
d$trt <- factor(d$trt, levels = c("no_contact", "self_help", "ind_counseling", "grp_counseling"))
fit <- rma.mv(yi, vi, mods = ~ factor(study) + trt - 1, random = ~ trt | study, rho = 1 / 2, data = d,
  control = closer)
arms <- 25:27
keep("hasselblad1998/arms", "rma.mv(mods = ~ factor(study) + trt - 1, random = ~ trt | study, rho = 1/2)",
  list(b = fit$beta[arms], se = fit$se[arms], low = fit$ci.lb[arms], high = fit$ci.ub[arms], tau2 = fit$tau2, q = fit$QE))

write_json(list(
  what = "Worked examples of the help pages of metadat and metafor",
  script = "validation/r/worked_examples.R", R = R.version.string,
  pkg = list(metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  inputs = inputs, cases = cases
), "tests/golden/worked_examples.json", digits = 15, auto_unbox = TRUE, na = "null", null = "null")
