import time, json
from pathlib import Path
def test_x(workspace):
    rows=[json.loads(l) for l in Path('/work/main/examples/lungtriage.ndjson').read_text().splitlines()]
    def t(n,f):
        s=time.time(); r=f(); print(workspace.engine, n, round(time.time()-s,2), flush=True); return r
    t('load',lambda: workspace.load(rows))
    t('load again',lambda: workspace.load(rows))
    t('st',workspace.statuses)
    for i in range(3):
        t('revise',lambda: workspace.revise('EVD-3',{'n':400+i}))
        t('revise iue',lambda: workspace.revise('IUE-2',{'range_max':80-i}))
    t('gaps',workspace.gaps)
    t('gaps',workspace.gaps)
    c=workspace.client
    t('re',lambda: c.post('/v1/conclusions/CON-3/reaffirm',json={'outcome':'reaffirmed_unchanged','rationale':'x'}))
    t('re',lambda: c.post('/v1/conclusions/CON-3/reaffirm',json={'outcome':'reaffirmed_unchanged','rationale':'x'}))
    t('ver',lambda: c.get('/v1/audit/verify'))
    from api_tests.servers import empty
    t('empty',lambda: empty(workspace.address))
    t('load',lambda: workspace.load(rows))
    t('revise',lambda: workspace.revise('EVD-3',{'n':401}))
    t('gaps',workspace.gaps)
    for i in range(5):
        t('small',lambda: c.post('/v1/items',json={'type':'Hazard','key':f'H-{i}','approve':True}))
