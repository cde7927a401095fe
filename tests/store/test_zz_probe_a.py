import time
from partnermap.store.opening import open_store
async def test_a(store, engine, server):
    assert await store.data_version() == 0
    async def w(t): await t.run("UNWIND range(1,1000) AS i CREATE (:Organisation {id: toString(i), sortKey: toString(i)})")
    await store.write(w)
    t=time.time(); server.wipe(); t1=time.time()
    async with open_store(server.settings) as s: pass
    t2=time.time()
    async with open_store(server.settings) as s: pass
    print(engine, "wipe",t1-t,"remigrate",t2-t1,"reopen",time.time()-t2)
async def test_b(store, engine):
    assert await store.read("MATCH (n:Organisation) RETURN count(n)") == [[0]]
async def test_c(shared_store): assert await shared_store.data_version() == 0
async def test_d(shared_store): assert await shared_store.data_version() == 0
