namespace Fleet.Silo;

static class Program
{
    static int Main() => 0;
}
