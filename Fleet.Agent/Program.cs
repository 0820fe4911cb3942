namespace Fleet.Agent;

static class Program
{
    static int Main() => 0;
}
